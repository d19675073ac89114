"""Composing: an edition's documents, one after another, from view and template to what the renderer can take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, partial

from markupsafe import Markup

from packbuilder.compose import tokens, view
from packbuilder.compose.address_language import tongue
from packbuilder.compose.break_opportunities import SHY
from packbuilder.compose.codes import codes, resources
from packbuilder.compose.composed import BASE_URL, CODE, ComposedDocument, Resources
from packbuilder.compose.continuation import begun, rest
from packbuilder.compose.display import FittedDisplay, fit
from packbuilder.compose.display_fields import better, hard_to_read, measured, refusal
from packbuilder.compose.glyph_metrics import MeasuredFace
from packbuilder.compose.images import PrintedPicture, path_of
from packbuilder.compose.labels import Labels
from packbuilder.compose.origins import Origin, origins
from packbuilder.compose.part_limits import PartLimits, elsewhere
from packbuilder.compose.post_view import Placed, placed
from packbuilder.compose.qr import Symbol
from packbuilder.compose.soft_breaks import breaking, calls, parted
from packbuilder.compose.template import Templates
from packbuilder.compose.tokens import PageOnPaper
from packbuilder.compose.typography import Typography, bare
from packbuilder.errors import LayoutError, Problem, Severity
from packbuilder.language import bidi
from packbuilder.model.layout import Display, LayoutFile
from packbuilder.model.loaded import Layout
from packbuilder.model.paper import Size
from packbuilder.model.variant import PictureQuality, Variant
from packbuilder.plan import Document, Edition
from packbuilder.postal.text_widths import TextWidths

LETTER = "letter"  # in a layout's needs: the letter of each addressee, whatever text that is


@dataclass(frozen=True)
class Composer:
    """Everything that composing an edition takes.

    `faces` maps the roles of the house fonts to their boldest face; `layouts` are those that the campaign prints;
    `widths` measures lines of addresses.
    """

    edition: Edition
    labels: Labels
    templates: Templates
    faces: Mapping[str, MeasuredFace]
    needed: frozenset[str]
    draft: bool = False
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    widths: TextWidths = field(default_factory=TextWidths)

    @cached_property
    def typography(self) -> Typography:
        """How this language is set."""
        return Typography.of(self.labels)

    @cached_property
    def view(self) -> view.EditionView:
        """What the documents of the edition share."""
        return view.edition(self.edition, self.labels, self.typography, self.needed, draft=self.draft)

    def _label(self, msgid: str, **values: object) -> Markup:
        return self.typography.line(self.labels(msgid, **values))

    @cached_property
    def _shared(self) -> dict[str, object]:
        shared = {one.name: getattr(self.view, one.name) for one in fields(self.view)}
        return shared | {
            "_": self._label,
            "ngettext": self.labels.plural,
            "number": self.labels.number,
            "lang": self.edition.lang,
            "dir": self.labels.direction,
            "script": self.labels.script,
            "reading": bidi.reading,
            "tongue": partial(tongue, lang=self.edition.lang),
            "calls": calls,
            "parted": parted,
            "begun": begun,
            "rest": rest,
            "breaking": breaking,
            "language": self.labels.language_name,
            "document_code": CODE,
            "stock": self.edition.stock.value,
            "draft": self.draft,
            "base_url": BASE_URL,
        }

    @cached_property
    def _origins(self) -> tuple[Origin, ...]:
        return origins(self.edition, self.labels)

    def _pictures(self, html: str, quality: PictureQuality) -> dict[str, PrintedPicture]:
        """The pictures that a page shows, by their path."""
        pictures = {path_of(key): one for key, one in self.edition.case.pictures.items()}
        return {path: PrintedPicture(one, quality) for path, one in pictures.items() if path in html}

    def _elsewhere(self, part: str, document: Document) -> Markup:
        address = breaking(self.view.case.appeal_text)
        return self.typography.line(elsewhere(part, document, self.layouts.values(), self.labels, address))

    def compose(
        self,
        document: Document,
        extra: Mapping[str, object] | None = None,
        pictures: Resources | None = None,
        room: PartLimits | None = None,
    ) -> ComposedDocument:
        """Compose a document; `extra` adds to what its template sees, `pictures` to what it may show.

        `room` says of which parts it prints fewer than all.

        Raises LayoutError for a faulty template and for display type that does not fit its field.
        """
        variant, facts = document.variant, tokens.fitted(document.layout.facts, document.variant)
        subject = self._subject(document)
        sheet, display, unfit = self._display(document, str(subject.get("words", "")))
        drawn, shown = self._codes(facts, variant)
        post, posted = self.posted(document, sheet.size)
        own = self._own(document, sheet, room) | {"data": facts.data, "display": display, "code": shown, "post": post}
        html = self.templates.render(document.layout.name, self._shared | own | subject | dict(extra or {}))
        look, stock = self.edition.campaign.settings.look, self.edition.stock
        css = tokens.css(sheet, variant, look, stock, facts) + tokens.numerals(self.labels.digits)
        styles = self.templates.sheets.of(document.layout.name, variant)
        named = self.templates.sheets.named([html, css, *(one.text for one in styles)])
        return ComposedDocument(
            name=document.name, path=document.path, layout=document.layout.name, facts=facts, variant=variant,
            file=document.layout.source.file, title=self.title(document), lang=self.edition.lang,
            html=self.typography.signed(html), sheet_mm=sheet.size, codes=drawn, posted=posted, paper=stock.label,
            css=css, styles=styles, pictures=self._pictures(html, variant.pictures),
            resources={**named, **(pictures or {}), **resources(drawn)},
            folded=(post.window, sheet.size[1] - post.strip) if post and post.window else None,
            cap_mm=max((fitted.cap_mm for fitted in display.values()), default=None),
            fed_by=self._fed_by(document), origins=self._origins,
            warnings=(*hard_to_read(document, sheet, display), *unfit),
        )  # fmt: skip

    def _codes(self, facts: LayoutFile, variant: Variant) -> tuple[dict[str, Symbol], dict[str, object]]:
        case, mail = self.view.case, self.view.protest.code if self.view.protest else None
        return codes(facts, "cmyk" if variant.press else "rgb", (case.appeal_url, case.appeal_text), mail, self.labels)

    def _own(self, document: Document, sheet: PageOnPaper, room: PartLimits | None) -> dict[str, object]:
        """What the template of one document sees of it, whatever is in it."""
        title, layout, variant = self.title(document), document.layout.name, document.variant
        return {
            "doc": {"title": title, "name": document.name, "number": document.number, "layout": layout},
            "sheet": sheet.size, "turned": sheet.turned, "more": sheet.more, "variant": variant.design,
            "narrow": variant.narrow, "room": defaultdict(lambda: None, room or {}),
            "elsewhere": partial(self._elsewhere, document=document),
        }  # fmt: skip

    def _subject(self, document: Document) -> dict[str, object]:
        """What one file of several is about: a slogan's words, or an addressee with the letter to them."""
        match document.layout.facts.each:
            case "slogan":
                assert document.subject is not None  # noqa: S101 - plan gives each slogan its key
                slogan = self.view.texts["slogans"].entries[document.subject]
                return {"slogan": slogan, "words": bare(slogan)}
            case "addressee" | "signer":
                addressee = next(a for a in self.view.addressees if a.key == document.subject)
                return {"addressee": addressee, "words": bare(addressee.name)}
            case _:
                return {}

    def posted(self, document: Document, sheet: Size) -> Placed:
        """What the post has a say in on a page of this size in mm; LayoutError where an address has no place."""
        return placed(document, sheet, self.view.recipient, self.widths)

    def title(self, document: Document) -> str:
        """What a document is and what it is about, on one line: Placard: Our copper."""
        facts, subject = document.layout.facts, self._subject(document)
        largest = facts.display[0].text if facts.display else "title"
        words = subject["words"] if "words" in subject else self.view.texts[largest].plain
        return f"{self.labels(facts.title)}: {words}".replace(SHY, "")

    def _display(self, document: Document, slogan: str) -> tuple[PageOnPaper, dict[str, FittedDisplay], list[Problem]]:
        """Fit the display type; the sheet lies down where that makes the first of it larger.

        With it what is too small for its layout, as gaps: only a draft prints that.
        """
        facts = tokens.fitted(document.layout.facts, document.variant)
        sheets = tokens.sheets(facts, document.variant, self.edition.stock)
        face, words = self.faces["display"], {d.key: self._set(d, slogan) for d in facts.display}
        places = {turned: {d.key: measured(d, sheet) for d in facts.display} for turned, sheet in sheets.items()}
        fitted = {turned: {key: fit(words[key], face, one) for key, one in places[turned].items()} for turned in sheets}
        first = facts.display[0].key if facts.display else ""
        turned = len(sheets) > 1 and better(fitted[True][first], fitted[False][first])
        display = fitted[turned]
        small = [d for d in facts.display if not display[d.key].fits]
        unfit = [refusal(document, d, display[d.key], words[d.key], face, places[turned][d.key]) for d in small]
        if unfit and not self.draft:
            raise LayoutError(*unfit)
        return sheets[turned], display, [replace(one, severity=Severity.GAP) for one in unfit]

    def _set(self, display: Display, slogan: str) -> str:
        """The words of display type, tied."""
        text = slogan if display.text == "slogan" else self.view.texts[display.text].plain
        # Large lines show what they end with: here even in English no word of two letters stands last.
        return replace(self.typography, tied=max(2, self.typography.tied)).spaces(text)

    def _fed_by(self, document: Document) -> tuple[str, ...]:
        """The files of the texts that feed a document."""
        texts = self.edition.case.texts[self.edition.lang]
        names = [self._letter_of(document) if name == LETTER else name for name in document.layout.facts.needs]
        return tuple(texts[name].file for name in names if name in texts)

    def _letter_of(self, document: Document) -> str:
        return self.edition.case.facts.letter_to(document.subject) if document.subject else LETTER
