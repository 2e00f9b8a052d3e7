"""`python -m bench.page`: writes docs/hieu-nang.md from build/bench.json.

Rules: every figure is copied from the file, rounded; no figure is typed by hand. Needs only the standard
library and the file.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "hieu-nang.md"
FIGURES = ROOT / "build" / "bench.json"
_HEAD = (
    "| chương trình / bot | ms một lời gọi / a call | người / people | câu trả lời mỗi giây / answers/s "
    "| p50 ms | p99 ms | lời gọi mỗi câu / calls | CPU s / 1.000 |"
)


def page(found: dict[str, Any]) -> Iterator[str]:
    """The page, line by line."""
    machine = found["machine"]
    yield "# Hiệu năng / Speed"
    yield ""
    yield (
        "Số liệu do lệnh `make bench` đo và ghi vào trang này; không số nào viết tay. Cùng một bộ "
        "15 câu hỏi, cùng một máy chủ Bot API giả lập, cùng một lần chạy: chỉ nên so tỷ lệ. "
        "Giới hạn nhịp gửi được bỏ khi đo thông lượng; giới hạn số lần bấm của mỗi người luôn bỏ."
    )
    yield ""
    yield (
        "Measured and copied by a command, never typed. The same 15 questions, the same simulated Bot API, "
        "one run: compare ratios only. Pace limits are lifted for throughput, rates a person always."
    )
    yield ""
    load = f", tải / load {machine['load'][0]:.1f}" if machine["load"] else ""
    yield (
        f"{found['at'][:10]} · {machine['processor']}, {machine['cores']} lõi / cores{load} "
        f"· Python {machine['python']}"
    )
    yield from _targets(found)
    yield from _figures(found)


def _targets(found: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## Mục tiêu / Targets", "", "| | | đo được / measured | mục tiêu / target |")
    yield "| --- | --- | ---: | ---: |"
    for each in found["targets"]:
        bound = "≥" if each["is_least"] else "≤"
        sign = "✅" if each["is_reached"] else "❌"
        measured = f"{each['figure']:.2f} {each['unit']}"
        yield f"| {sign} | {each['what']} | {measured} | {bound} {each['target']:g} |"


def _figures(found: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## Số liệu / Figures", "")
    yield "p50, p99: từ lúc bấm đến lời gọi đầu tiên của chương trình / from the tap to the bot's first call."
    yield from ("", _HEAD, "| --- |" + " ---: |" * 7)
    for bot in found["bots"]:
        yield from _rows(bot["title"], bot)
    if found["offered"]:
        yield from _rows("Ward Rounds, 25/s, giới hạn nhịp / pace limits on", found["offered"])
    yield from (
        "",
        "| chương trình / bot | ms | trả lời đầu tiên s / first reply | bộ nhớ MB / peak memory |",
    )
    yield "| --- |" + " ---: |" * 3
    for bot in found["bots"]:
        yield f"| {bot['title']} | {bot['latency_ms']} | {bot['first_reply_s']:.2f} | {bot['peak_mb']:.0f} |"


def _rows(title: str, measured: dict[str, Any]) -> Iterator[str]:
    for each in measured["windows"]:
        yield (
            f"| {title} | {each['latency_ms']} | {_people(each)} | {each['answers_per_s']:.0f} "
            f"| {each['call_p50_ms']:.0f} | {each['call_p99_ms']:.0f} | {_or_dash(each['calls_per_answer'])} "
            f"| {_or_dash(each['cpu_s_per_1000'])} |"
        )


def _or_dash(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.2f}"


def _people(each: dict[str, Any]) -> str:
    """How many there were, and how many had begun where that is fewer."""
    few = each["opened"] < each["inspectors"]
    return f"{each['inspectors']} ({each['opened']} đã bắt đầu / begun)" if few else str(each["inspectors"])


def main() -> None:
    """Write the page."""
    found = json.loads(FIGURES.read_text(encoding="utf-8"))
    PAGE.write_text("\n".join(page(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
