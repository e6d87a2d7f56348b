"""Small files that make a reader of PDF run out of time or memory, or crash.

`BOMBS` has them by name, each with the number that makes it as bad as it is in the tests.
"""

import zlib
from collections.abc import Callable

from tests.corpus.raw_pdf import CATALOG, FONT, PAGES, Objects, line, page, stream, write

_TEXT = line("1. Define a process. [5]", 72, 700)


def _file(content: bytes, more: Objects | None = None, **entries: bytes) -> bytes:
    objects: Objects = {1: CATALOG, 2: PAGES, 3: page(4, **entries), 4: content, 5: FONT}
    return write(objects | (more or {}))


def _with(resources: bytes, content: bytes, more: Objects) -> bytes:
    named = b"<< /Font << /F1 5 0 R >> " + resources + b" >>"
    return _file(content, more, Resources=named)


def wide_font(count: int) -> bytes:
    """A table of widths from 0 to `count`."""
    return _composite(b"/W [0 %d 500]" % count, b"")


def endless_unicode(count: int) -> bytes:
    """A map to Unicode for `count` codes."""
    table = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange\n"
    table += b"<00000000> <%08x> <0041>\nendbfrange" % count
    return _composite(b"", table)


def _composite(entries: bytes, unicode_map: bytes) -> bytes:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H "
    font += b"/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"
    below = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A " + entries
    below += b" /CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> >>"
    return _file(_TEXT, {5: font, 6: below, 7: stream(unicode_map)})


def stacked_flate(megabytes: int) -> bytes:
    """A content stream that unpacks twice over to `megabytes`."""
    inner = zlib.compressobj(9)
    packed = b"".join(inner.compress(b" " * 2**20) for _ in range(megabytes)) + inner.flush()
    filters = b"/Filter [/FlateDecode /FlateDecode]"
    return _file(stream(zlib.compress(packed, 9), filters))


def long_string(megabytes: int) -> bytes:
    """A page that prints one string of `megabytes`."""
    text = b"BT /F1 1 Tf (" + b"A" * megabytes * 2**20 + b") Tj ET"
    return _file(stream(zlib.compress(text, 9), b"/Filter /FlateDecode"))


def nested_forms(depth: int) -> bytes:
    """Forms that draw the next one four times, `depth` deep."""
    more: Objects = {}
    for level in range(depth):
        names = b"/XObject << /X %d 0 R >>" % (11 + level)
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << %s >>" % names
        more[10 + level] = stream(b"/X Do " * 4, entries)
    more[10 + depth] = stream(b"0 0 1 1 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return _with(b"/XObject << /X 10 0 R >>", b"/X Do " * 4, more)


def form_in_itself(times: int) -> bytes:
    """A form that draws itself `times` times."""
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] "
    entries += b"/Resources << /XObject << /X 10 0 R >> >>"
    return _with(b"/XObject << /X 10 0 R >>", b"/X Do ", {10: stream(b"/X Do " * times, entries)})


def one_page_often(count: int) -> bytes:
    """A tree of pages that names the same page `count` times."""
    kids = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b"3 0 R " * count)
    return _file(_TEXT, {2: kids})


def tree_in_itself(count: int) -> bytes:
    """A tree of pages that is its own child."""
    return _file(_TEXT, {2: b"<< /Type /Pages /Kids [2 0 R] /Count %d >>" % count})


def deep_tree(depth: int) -> bytes:
    """A tree of pages as deep as it has nodes."""
    nodes: Objects = {
        10 + level: b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (11 + level)
        for level in range(depth)
    }
    nodes[10 + depth] = page(4)
    return _file(_TEXT, nodes | {2: b"<< /Type /Pages /Count 1 /Kids [10 0 R] >>"})


def huge_page(points: int) -> bytes:
    """A page of `points` by `points`."""
    return _file(_TEXT, MediaBox=b"[0 0 %d %d]" % (points, points))


def many_lines(count: int) -> bytes:
    """A drawing of `count` strokes."""
    strokes = b"0 0 m 500 700 l S 9 0 m 3 700 l S\n" * (count // 2)
    return _file(stream(zlib.compress(strokes, 9), b"/Filter /FlateDecode"))


def many_words(count: int) -> bytes:
    """A page with `count` words in as many places."""
    words = (b"1 0 0 1 %d %d Tm (w%d) Tj\n" % (n % 500, n % 800, n) for n in range(count))
    text = b"BT /F1 9 Tf " + b"".join(words) + b"ET"
    return _file(stream(zlib.compress(text, 9), b"/Filter /FlateDecode"))


def many_dashes(count: int) -> bytes:
    """A stroke of `count` dashes."""
    return _file(b"[%f] 0 d 0 0 m 500 700 l S" % (800 / count))


def tiny_pattern(count: int) -> bytes:
    """A page filled with a pattern, `count` tiles on a side."""
    step = 800 / count
    entries = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] "
    entries += b"/XStep %f /YStep %f /Resources << >>" % (step, step)
    tile = stream(b"0 0 1 1 re f", entries)
    content = b"/Pattern cs /P scn 0 0 595 842 re f"
    return _with(b"/Pattern << /P 10 0 R >>", content, {10: tile})


def huge_image(side: int) -> bytes:
    """An image said to be `side` by `side` pixels."""
    entries = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 "
    entries += b"/Width %d /Height %d /Filter /FlateDecode" % (side, side)
    image = stream(zlib.compress(b"\0" * 1000), entries)
    return _with(b"/XObject << /X 10 0 R >>", b"q 500 0 0 700 0 0 cm /X Do Q", {10: image})


def real_image(side: int) -> bytes:
    """A grey image that does unpack to `side` by `side` pixels."""
    entries = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 "
    entries += b"/Width %d /Height %d /Filter /FlateDecode" % (side, side)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\xff" * side) for _ in range(side)) + packer.flush()
    content = b"q 500 0 0 700 0 0 cm /X Do Q"
    return _with(b"/XObject << /X 10 0 R >>", content, {10: stream(rows, entries)})


def deep_arrays(depth: int) -> bytes:
    """Arrays in arrays, `depth` deep."""
    return _file(_TEXT, {10: b"[" * depth + b"]" * depth}, Extra=b"10 0 R")


def deep_states(depth: int) -> bytes:
    """A graphics state saved `depth` times and never brought back."""
    return _file(stream(zlib.compress(b"q " * depth, 9), b"/Filter /FlateDecode"))


def looping_function(count: int) -> bytes:
    """A shading whose colour is calculated by a program of `count` steps at each point."""
    program = b"{ " + b"sin cos exch cos sin exch " * count + b"pop dup dup }"
    function = stream(program, b"/FunctionType 4 /Domain [0 600 0 900] /Range [0 1 0 1 0 1]")
    shading = b"<< /ShadingType 1 /ColorSpace /DeviceRGB /Domain [0 600 0 900] /Function 11 0 R >>"
    return _with(b"/Shading << /S 10 0 R >>", b"/S sh " * 9, {10: shading, 11: function})


def glyph_in_itself(times: int) -> bytes:
    """A font whose letter is written with the font itself, `times` times."""
    glyph = stream(b"500 0 d0 BT /F1 9 Tf (" + b"a" * times + b") Tj ET")
    font = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [.1 0 0 .1 0 0] "
    font += b"/FirstChar 97 /LastChar 97 /Widths [500] /CharProcs << /a 10 0 R >> "
    font += b"/Encoding << /Differences [97 /a] >> /Resources << /Font << /F1 5 0 R >> >> >>"
    return _file(b"BT /F1 12 Tf 72 700 Td (aaaa) Tj ET", {5: font, 10: glyph})


def mask_in_itself(times: int) -> bytes:
    """Transparency masks that need themselves."""
    state = b"<< /SMask << /S /Luminosity /G 11 0 R >> >>"
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Group << /S /Transparency >> "
    entries += b"/Resources << /ExtGState << /G 10 0 R >> /XObject << /X 11 0 R >> >>"
    group = stream(b"/G gs /X Do 0 0 600 900 re f " * times, entries)
    names = b"/ExtGState << /G 10 0 R >> /XObject << /X 11 0 R >>"
    return _with(names, b"/G gs /X Do " * times, {10: state, 11: group})


def groups(count: int) -> bytes:
    """Transparent groups of the size of the page, `count` of them in each other."""
    more: Objects = {}
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency >> "
    for level in range(count):
        names = b"/XObject << /X %d 0 R >> /ExtGState << /G 9 0 R >>" % (11 + level)
        more[10 + level] = stream(b"/G gs /X Do /X Do", entries + b"/Resources << %s >>" % names)
    more |= {9: b"<< /ca 0.5 /BM /Multiply >>", 10 + count: stream(b"0 0 9 9 re f", entries)}
    return _with(b"/XObject << /X 10 0 R >>", b"/X Do", more)


def looping_xref(_: int) -> bytes:
    """A table of objects whose predecessor is itself."""
    whole = _file(_TEXT)
    place = int(whole.rsplit(b"startxref\n", 1)[1].split(b"\n", 1)[0])
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place)


def huge_predictor(columns: int) -> bytes:
    """A stream to be unpacked in rows of `columns`."""
    entries = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns %d /Colors 32 "
    return _file(stream(zlib.compress(_TEXT), entries % columns + b"/BitsPerComponent 16 >>"))


def run_lengths(megabytes: int) -> bytes:
    """A content stream of runs within compressed data."""
    packed = zlib.compress(b"\x81 " * (megabytes * 2**20 // 128), 9)
    return _file(stream(packed, b"/Filter [/FlateDecode /RunLengthDecode]"))


def many_clips(count: int) -> bytes:
    """Clipping paths in each other, `count` of them."""
    clips = b"0 0 m 500 800 l 590 1 l 3 700 l h W* n 0 0 595 842 re f\n" * count
    return _file(stream(zlib.compress(clips, 9), b"/Filter /FlateDecode"))


def many_notes(count: int) -> bytes:
    """A page with `count` notes that are all drawn by the same form."""
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 600 900]"
    form = stream(b"0 0 m 500 700 l S " * 2000, entries)
    note = b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] /AP << /N 10 0 R >> >>"
    return _file(_TEXT, {10: form, 11: note}, Annots=b"[" + b"11 0 R " * count + b"]")


def many_curves(count: int) -> bytes:
    """One shape of `count` curves, to be filled by the even-odd rule."""
    shape = b"0 0 m " + b"9 800 590 3 300 400 c 590 800 2 7 1 1 c " * (count // 2) + b"f*"
    return _file(stream(zlib.compress(shape, 9), b"/Filter /FlateDecode"))


def many_ranges(count: int) -> bytes:
    """A map to Unicode of `count` ranges of 2^16 codes each."""
    ranges = b"<0000> <ffff> <0041>\n" * count
    return _composite(b"", b"%d beginbfrange\n%sendbfrange" % (count, ranges))


def jpeg_bomb(side: int) -> bytes:
    """A JPEG of some hundred bytes whose header promises `side` by `side` pixels in colour."""
    parts = bytes.fromhex("03 012200 021101 031101")
    frame = bytes.fromhex("ffc0 0011 08") + side.to_bytes(2) * 2 + parts
    scan = bytes.fromhex("ffda 000c 03 0100 0211 0311 003f00") + bytes(400)
    data = bytes.fromhex("ffd8") + frame + scan
    entries = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 "
    entries += b"/Width %d /Height %d /Filter /DCTDecode" % (side, side)
    image = stream(data + bytes.fromhex("ffd9"), entries)
    return _with(b"/XObject << /X 10 0 R >>", b"q 500 0 0 700 0 0 cm /X Do Q", {10: image})


def same_image_often(count: int) -> bytes:
    """A page that draws one image of a megapixel `count` times, turned a little."""
    entries = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 "
    entries += b"/Width 1000 /Height 1000 /Filter /FlateDecode"
    image = stream(zlib.compress(b"\x80" * 1_000_000, 9), entries)
    content = b"q 500 9 -9 700 40 0 cm /X Do Q\n" * count
    packed = stream(zlib.compress(content, 9), b"/Filter /FlateDecode")
    return _with(b"/XObject << /X 10 0 R >>", packed, {10: image})


def overlapping_words(count: int) -> bytes:
    """A page that prints `count` words in one place, each in an object of its own."""
    words = b"1 0 0 1 72 700 Tm (Define) Tj\n" * count
    content = b"BT /F1 12 Tf " + words + b"ET"
    return _file(stream(zlib.compress(content, 9), b"/Filter /FlateDecode"))


def _rule(drawn: bytes, at: float) -> bytes:
    return drawn % (at, at)


def many_grids(count: int) -> bytes:
    """A page of rules, `count` each way, that all cross."""
    level = b"".join(_rule(b"9 %f m 580 %f l S\n", 9 + n * 800 / count) for n in range(count))
    upright = b"".join(_rule(b"%f 9 m %f 830 l S\n", 9 + n * 570 / count) for n in range(count))
    return _file(stream(zlib.compress(level + upright, 9), b"/Filter /FlateDecode"))


def many_layers(count: int) -> bytes:
    """A catalogue of `count` layers, all of them switched off."""
    layers = {10 + n: b"<< /Type /OCG /Name (L) >>" for n in range(count)}
    names = b" ".join(b"%d 0 R" % number for number in layers)
    off = b"/OCProperties << /OCGs [%s] /D << /OFF [%s] >> >> >>" % (names, names)
    return _file(_TEXT, {1: CATALOG[:-2] + off} | layers)


BOMBS: dict[str, tuple[Callable[[int], bytes], int]] = {
    "wide font": (wide_font, 2_000_000_000),
    "endless map to Unicode": (endless_unicode, 2**31),
    "many ranges of Unicode": (many_ranges, 20_000),
    "stacked Flate": (stacked_flate, 400),
    "run lengths": (run_lengths, 600),
    "long string": (long_string, 20),
    "nested forms": (nested_forms, 12),
    "form in itself": (form_in_itself, 8),
    "one page often": (one_page_often, 1_000_000),
    "tree in itself": (tree_in_itself, 5),
    "deep tree": (deep_tree, 3_000),
    "huge page": (huge_page, 200_000),
    "many lines": (many_lines, 600_000),
    "many words": (many_words, 60_000),
    "many dashes": (many_dashes, 40_000_000),
    "tiny pattern": (tiny_pattern, 100_000),
    "huge image": (huge_image, 100_000),
    "real image": (real_image, 20_000),
    "deep arrays": (deep_arrays, 500_000),
    "deep states": (deep_states, 3_000_000),
    "looping function": (looping_function, 2_000),
    "glyph in itself": (glyph_in_itself, 50),
    "mask in itself": (mask_in_itself, 8),
    "groups in groups": (groups, 24),
    "looping table of objects": (looping_xref, 0),
    "huge predictor": (huge_predictor, 500_000_000),
    "many clips": (many_clips, 50_000),
    "many notes": (many_notes, 5_000),
    "many curves": (many_curves, 400_000),
    "JPEG of no size": (jpeg_bomb, 65_500),
    "same image often": (same_image_often, 3_000),
    "overlapping words": (overlapping_words, 20_000),
    "many grids": (many_grids, 1_900),
    "many layers": (many_layers, 50_000),
}


def bomb(name: str) -> bytes:
    """The file called `name` in `BOMBS`, at its size."""
    make, size = BOMBS[name]
    return make(size)
