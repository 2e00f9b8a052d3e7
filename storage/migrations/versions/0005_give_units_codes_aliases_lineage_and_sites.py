"""Give units kinds, codes, aliases, former names, what became of them, sites and hours."""

import json
from datetime import date

import sqlalchemy as sa
from alembic import op

from checklists.language import fold, unit_search_key

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

ALWAYS = date(1, 1, 1)
KINDS = (
    ("phuong", "phường", "ward", "P.", "Ward", True),
    ("xa", "xã", "commune", "X.", "Commune", True),
    ("thi_tran", "thị trấn", "township", "TT.", "Township", True),
    ("dac_khu", "đặc khu", "special zone", "ĐK.", "Special zone", True),
    ("quan", "quận", "urban district", "Q.", "District", False),
    ("huyen", "huyện", "rural district", "H.", "District", False),
    ("thi_xa", "thị xã", "town", "TX.", "Town", False),
    ("tinh", "tỉnh", "province", "T.", "Province", False),
    ("thanh_pho", "thành phố", "city", "TP.", "City", False),
    ("so_nganh", "sở, ngành", "department", "Sở", "Dept.", True),
    ("phong_chuyen_mon", "phòng chuyên môn", "division", "Phòng", "Div.", True),
    ("van_phong", "văn phòng", "office", "VP.", "Office", True),
    ("don_vi_su_nghiep", "đơn vị sự nghiệp", "public service unit", "ĐVSN", "Public unit", True),
    (
        "tt_pvhcc",
        "trung tâm phục vụ hành chính công",
        "public administration service centre",
        "TTPVHCC",
        "Service centre",
        True,
    ),
    ("khac", "đơn vị khác", "other unit", "", "", True),
)


def upgrade() -> None:
    before = op.get_bind().execute(sa.text("SELECT key, name, code, aliases FROM unit ORDER BY key")).all()
    op.drop_column("unit", "code")
    op.drop_column("unit", "aliases")
    op.add_column("unit", sa.Column("display_name", sa.Text(), nullable=True))
    create_unit_kind()
    codes = create_unit_code()
    aliases = create_unit_alias()
    create_unit_former_name()
    create_unit_lineage()
    create_site()
    create_site_hours()
    taken: set[str] = set()
    for key, name, code, kept in before:
        names = list(json.loads(kept))
        if code and code not in taken:
            taken.add(code)
            scheme = "tckt" if code.isdecimal() else "noi-bo"
            row = {"scheme": scheme, "code": code, "valid_from": ALWAYS, "unit": key, "valid_to": None}
            op.bulk_insert(codes, [row])
        elif code:
            names.append(code)  # two units had it at once, which a code cannot; it still finds both
        op.bulk_insert(aliases, [alias_row(key, name, place, text) for place, text in enumerate(names)])


def alias_row(key: str, name: str, place: int, text: str) -> dict[str, object]:
    """An alias of the old list, whose type nobody had said: by what it looks like."""
    folded = unit_search_key(text)
    if text.isupper() or " " not in text:
        kind = "viet_tat"
    elif fold(text) == fold(name):
        kind = "sai_chinh_ta"
    else:
        kind = "dia_danh"
    return {"unit": key, "place": place, "alias": text, "folded": folded, "type": kind, "verified": False}


def create_unit_kind() -> None:
    table = op.create_table(
        "unit_kind",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label_vi", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("abbr_vi", sa.Text(), nullable=False),
        sa.Column("abbr_en", sa.Text(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("inspectable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_unit_kind")),
    )
    names = ("key", "label_vi", "label_en", "abbr_vi", "abbr_en", "inspectable")
    op.bulk_insert(
        table, [dict(zip(names, kind, strict=True)) | {"sort": place} for place, kind in enumerate(KINDS)]
    )


def create_unit_code() -> sa.Table:
    table = op.create_table(
        "unit_code",
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["unit.key"], name=op.f("fk_unit_code_unit")),
        sa.PrimaryKeyConstraint("scheme", "code", "valid_from", name=op.f("pk_unit_code")),
    )
    op.create_index(op.f("ix_unit_code_unit"), "unit_code", ["unit"])
    return table


def create_unit_alias() -> sa.Table:
    table = op.create_table(
        "unit_alias",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["unit.key"], name=op.f("fk_unit_alias_unit")),
        sa.PrimaryKeyConstraint("unit", "place", name=op.f("pk_unit_alias")),
    )
    op.create_index(op.f("ix_unit_alias_folded"), "unit_alias", ["folded"])
    return table


def create_unit_former_name() -> None:
    op.create_table(
        "unit_former_name",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["unit.key"], name=op.f("fk_unit_former_name_unit")),
        sa.PrimaryKeyConstraint("unit", "valid_to", name=op.f("pk_unit_former_name")),
    )


def create_unit_lineage() -> None:
    op.create_table(
        "unit_lineage",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("share", sa.Text(), nullable=False),
        sa.Column("legal_ref", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["unit.key"], name=op.f("fk_unit_lineage_source")),
        sa.ForeignKeyConstraint(["target"], ["unit.key"], name=op.f("fk_unit_lineage_target")),
        sa.PrimaryKeyConstraint("source", "target", "effective_on", name=op.f("pk_unit_lineage")),
    )
    op.create_index(op.f("ix_unit_lineage_target"), "unit_lineage", ["target"])


def create_site() -> None:
    op.create_table(
        "site",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("operator_unit", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["unit.key"], name=op.f("fk_site_unit")),
        sa.ForeignKeyConstraint(["operator_unit"], ["unit.key"], name=op.f("fk_site_operator_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_index(op.f("ix_site_unit"), "site", ["unit"])


def create_site_hours() -> None:
    op.create_table(
        "site_hours",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["site.id"], name=op.f("fk_site_hours_site")),
        sa.PrimaryKeyConstraint("site", "weekday", "opens", "valid_from", name=op.f("pk_site_hours")),
    )
