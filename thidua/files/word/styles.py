"""Kiểu của tệp Word: a short list of styles written out whole, so that no theme's font wins."""

from thidua.files.word import form
from thidua.files.word.parts import W

_FONTS = " ".join(f'w:{slot}="{form.FONT}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))


def _heading(level: int, looks: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/>'
        '<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="120"/>'
        f'<w:ind w:firstLine="{form.BODY_INDENT}"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f"<w:rPr>{looks}</w:rPr></w:style>"
    )


STYLES = (
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {_FONTS}/>'
    f'<w:color w:val="000000"/><w:sz w:val="{form.BODY}"/><w:szCs w:val="{form.BODY}"/>'
    f'<w:lang w:val="{form.LANGUAGE}" w:eastAsia="{form.LANGUAGE}" w:bidi="{form.LANGUAGE}"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    f'<w:qFormat/><w:pPr><w:spacing w:after="{form.BODY_AFTER}" w:line="{form.LINE}" '
    'w:lineRule="auto"/><w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>"
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
    + _heading(1, "<w:b/><w:bCs/>")
    + _heading(2, "<w:b/><w:bCs/>")
    + _heading(3, "<w:i/><w:iCs/>")
    + '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/>'
    '<w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/>'
    '<w:basedOn w:val="Normal"/></w:style>'
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{form.GAP_STYLE}">'
    f'<w:name w:val="{form.GAP_STYLE_NAME}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
    f'<w:rPr><w:highlight w:val="{form.HIGHLIGHT}"/></w:rPr></w:style></w:styles>'
)

SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    f'</w:compat><w:themeFontLang w:val="{form.LANGUAGE}"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/></w:settings>'
)
