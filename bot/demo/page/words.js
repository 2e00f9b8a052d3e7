// The page's own words (its chrome) in Vietnamese and English. The bot's words come from the bot.

const VI = {
  product: "Kiểm tra công vụ", illustrative: "Dữ liệu minh họa", kill: "Tắt đột ngột bot", killShort: "Tắt bot",
  killTitle: "kill -9 thật: tiến trình của bot bị dừng ngay, không kịp làm gì",
  up: "Bot đang chạy", starting: "Bot đang khởi động", killed: "Bot vừa bị tắt, đang dựng lại", down: "Bot đang dừng",
  restarts: "khởi động lại lần {n}", offline: "Đang chờ máy chủ của trang minh họa…",
  addInspector: "Thêm người kiểm tra", addOther: "Mở máy của người khác", newPerson: "Người mới…", newPersonName: "Họ và tên", newPersonOpen: "Mở máy", strangerNote: "Người lạ",
  hintTitle: "Bắt đầu từ đâu", hintOpen: "Xem lại hướng dẫn", hintClose: "Đóng hướng dẫn",
  hint1a: "Trên máy của Lan, bấm", hint1b: ", chọn một phường rồi chọn Đột xuất.",
  hint2: "Trả lời bằng nút hoặc gõ chữ. Mục chưa đạt cần ảnh: bấm kẹp giấy, chọn ảnh mẫu.",
  hint3: "Bấm Gửi: kết quả hiện trên kênh. Giữa chừng, thử «Tắt đột ngột bot»: không câu trả lời nào mất.",
  viewingAs: "Đang xem với tư cách", people: "Người", channels: "Kênh", actingAs: "Bấm nút với tư cách", closePhone: "Đóng máy này",
  bot: "bot", typing: "đang nhập…", members: "{n} thành viên", channel: "kênh", channelTab: "Kênh",
  start: "Bắt đầu", emptyText: "Bấm nút để mở đầu cuộc trò chuyện với bot.", emptyChannel: "Kết quả kiểm tra sẽ hiện ở đây.",
  older: "Tin cũ hơn", toEnd: "Xuống cuối", edited: "đã sửa",
  messages: "Tin nhắn", compose: "Nhắn tin", composePost: "Đăng lên kênh", send: "Gửi", attach: "Đính kèm", commands: "Lệnh", keyboard: "Bàn phím của bot", readOnly: "Chỉ quản trị kênh đăng được",
  cmd_kiemtra: "Bắt đầu một lượt kiểm tra", cmd_kenh: "Kênh báo cáo", cmd_nguoidung: "Người dùng, lời mời", cmd_trogiup: "Trợ giúp", cmd_huy: "Hủy việc đang làm", cmd_ngonngu: "Đổi ngôn ngữ",
  reply: "Trả lời", edit: "Sửa", forward: "Chuyển tiếp cho bot", copy: "Chép nội dung", copied: "Đã chép", openElsewhere: "Mở liên kết trên máy của người khác…", menu: "Thao tác với tin",
  replyingTo: "Trả lời", editing: "Sửa tin nhắn", cancel: "Hủy", forwardedFrom: "Chuyển tiếp từ {name}", forwarded: "Đã chuyển tiếp",
  photo: "Ảnh", document: "Tệp", location: "Vị trí", sticker: "Nhãn dán", voice: "Tin thoại", video: "Video", contact: "Danh thiếp", unknown: "Tin không hiển thị được", album: "Album",
  download: "Tải xuống", openPhoto: "Xem ảnh", previous: "Ảnh trước", next: "Ảnh sau", close: "Đóng", replyPhoto: "Trả lời ảnh này", accuracy: "sai số {n} m",
  pinned: "Tin ghim", pinnedService: "đã ghim một tin", pinnedPost: "Đã ghim", sharedChat: "Đã chọn kênh: {name}", joined: "{name} đã tham gia", leftChat: "{name} đã rời đi", newTitle: "Đổi tên thành «{name}»", created: "Kênh đã được tạo",
  photosTitle: "Gửi ảnh", samples: "Ảnh mẫu", ownPhotos: "Ảnh hoặc tệp của máy này", ownShort: "Chọn tệp", asFile: "Gửi dạng tệp (giữ nguyên bản)", caption: "Chú thích", sendPhotos: "Gửi", sendCount: "Gửi ({n})", dropHere: "Thả ảnh vào đây để gửi", tooMany: "Mỗi lần gửi nhiều nhất 10 ảnh",
  locationTitle: "Gửi vị trí", latitude: "Vĩ độ", longitude: "Kinh độ", accuracyField: "Sai số (m)", sendLocation: "Gửi vị trí này", badLocation: "Tọa độ chưa đúng, ví dụ 20,9806 và 105,7890",
  chooseChannel: "Chọn kênh", noChannel: "{name} không quản trị kênh nào", chooseOpener: "Mở liên kết trên máy của", ok: "Đã hiểu", lostMessage: "Tin này không còn", sampleFail: "Không lấy được ảnh mẫu",
  switchLanguage: "English", phones: "Các máy", language: "Ngôn ngữ của trang",
};

const EN = {
  product: "Kiểm tra công vụ", illustrative: "Illustrative data", kill: "Kill the bot", killShort: "Kill bot",
  killTitle: "a real kill -9: the bot's process stops at once, in the middle of whatever it does",
  up: "Bot running", starting: "Bot starting", killed: "Bot killed, coming back", down: "Bot stopped",
  restarts: "restart no. {n}", offline: "Waiting for the demo's server…",
  addInspector: "Add an inspector", addOther: "Open another person's phone", newPerson: "New person…", newPersonName: "Full name", newPersonOpen: "Open the phone", strangerNote: "Stranger",
  hintTitle: "Where to begin", hintOpen: "Show the guide", hintClose: "Close the guide",
  hint1a: "On Lan's phone, press", hint1b: ", choose a ward, then Đột xuất (surprise visit).",
  hint2: "Answer by button or by typing. A failed item needs a photo: press the paper clip, choose a sample.",
  hint3: "Press Gửi (submit): the result appears in the channel. Half-way, try “Kill the bot”: no answer is lost.",
  viewingAs: "Viewing as", people: "People", channels: "Channels", actingAs: "Press buttons as", closePhone: "Close this phone",
  bot: "bot", typing: "typing…", members: "{n} members", channel: "channel", channelTab: "Channel",
  start: "Start", emptyText: "Press the button to open the conversation with the bot.", emptyChannel: "Inspection results will appear here.",
  older: "Older messages", toEnd: "To the end", edited: "edited",
  messages: "Messages", compose: "Message", composePost: "Post to the channel", send: "Send", attach: "Attach", commands: "Commands", keyboard: "The bot's keyboard", readOnly: "Only the channel's admins can post",
  cmd_kiemtra: "Start an inspection", cmd_kenh: "Reporting channel", cmd_nguoidung: "People, invitations", cmd_trogiup: "Help", cmd_huy: "Cancel what is open", cmd_ngonngu: "Change language",
  reply: "Reply", edit: "Edit", forward: "Forward to the bot", copy: "Copy text", copied: "Copied", openElsewhere: "Open the link on someone else's phone…", menu: "Message actions",
  replyingTo: "Reply to", editing: "Edit message", cancel: "Cancel", forwardedFrom: "Forwarded from {name}", forwarded: "Forwarded",
  photo: "Photo", document: "File", location: "Location", sticker: "Sticker", voice: "Voice message", video: "Video", contact: "Contact", unknown: "A message that cannot be shown", album: "Album",
  download: "Download", openPhoto: "View photo", previous: "Previous photo", next: "Next photo", close: "Close", replyPhoto: "Reply to this photo", accuracy: "within {n} m",
  pinned: "Pinned message", pinnedService: "pinned a message", pinnedPost: "Pinned", sharedChat: "Channel chosen: {name}", joined: "{name} joined", leftChat: "{name} left", newTitle: "Renamed to “{name}”", created: "Channel created",
  photosTitle: "Send photos", samples: "Sample photos", ownPhotos: "Photos or files of this computer", ownShort: "Choose files", asFile: "Send as files (unchanged)", caption: "Caption", sendPhotos: "Send", sendCount: "Send ({n})", dropHere: "Drop pictures here to send them", tooMany: "Ten photos at most at a time",
  locationTitle: "Send a location", latitude: "Latitude", longitude: "Longitude", accuracyField: "Accuracy (m)", sendLocation: "Send this location", badLocation: "Not valid coordinates, for example 20.9806 and 105.7890",
  chooseChannel: "Choose a channel", noChannel: "{name} is the admin of no channel", chooseOpener: "Open the link on the phone of", ok: "OK", lostMessage: "This message is gone", sampleFail: "The sample photos could not be fetched",
  switchLanguage: "Tiếng Việt", phones: "Phones", language: "Language of this page",
};

const ZONE = "Asia/Ho_Chi_Minh";
let current = "vi";

export function language() {
  return current;
}

export function setLanguage(code) {
  current = code === "en" ? "en" : "vi";
  document.documentElement.lang = current;
}

/** The words of a key, with {name} places filled. */
export function word(key, values = {}) {
  const text = (current === "en" ? EN : VI)[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const TIME = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, day: "2-digit", month: "2-digit", year: "numeric" });

export function timeOf(unix) {
  return TIME.format(unix * 1000);
}

export function dayOf(unix) {
  return DAY.format(unix * 1000);
}

export function sizeOf(bytes) {
  if (!bytes) return "";
  const comma = (value) => (current === "vi" ? value.toFixed(1).replace(".", ",") : value.toFixed(1));
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${comma(bytes / 1024)} KB`;
  return `${comma(bytes / 1024 / 1024)} MB`;
}
