"""Tệp ký số: PDFs with digital signatures of nobody's, made where a test needs one."""

import io
from datetime import UTC, datetime, timedelta

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko_certvalidator.registry import SimpleCertificateStore

DER = serialization.Encoding.DER


def blank_pdf(words=b"Giao uoc"):
    """Tệp PDF một trang, unsigned."""
    writer = PdfFileWriter()
    text = writer.add_object(generic.StreamObject(stream_data=b"BT (%s) Tj ET" % words))
    box = generic.ArrayObject([generic.NumberObject(one) for one in (0, 0, 595, 842)])
    writer.insert_page(PageObject(contents=text, media_box=box))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def form_pdf():
    """Tệp PDF một trang với một ô điền «90», unsigned."""
    writer = PdfFileWriter()
    text = writer.add_object(generic.StreamObject(stream_data=b"BT (Giao uoc) Tj ET"))
    page = writer.insert_page(PageObject(contents=text, media_box=_box(595, 842)))
    field = writer.add_object(
        _dictionary(
            FT=generic.pdf_name("/Tx"),
            T=generic.pdf_string("DiemToiDa"),
            V=generic.pdf_string("90"),
            Type=generic.pdf_name("/Annot"),
            Subtype=generic.pdf_name("/Widget"),
            Rect=_box(200, 20),
            P=page,
        )
    )
    page.get_object()["/Annots"] = generic.ArrayObject([field])
    fields = _dictionary(Fields=generic.ArrayObject([field]))
    writer.root["/AcroForm"] = writer.add_object(fields)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def filled_anew(content):
    """Tệp ấy với ô điền sửa thành «10» sau khi ký, as any reader of PDFs does it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    field = writer.root["/AcroForm"]["/Fields"][0]
    field["/V"] = generic.pdf_string("10")
    field["/AP"] = _dictionary(N=writer.add_object(_picture(b"BT (10) Tj ET")))
    writer.update_container(field)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def covered(content):
    """Tệp ấy với một ô ký để trống thêm sau khi ký, whose picture lies over the text."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    append_signature_field(writer, SigFieldSpec("Che", on_page=0, box=(0, 0, 300, 300)))
    field = writer.root["/AcroForm"]["/Fields"][-1]
    field["/AP"] = _dictionary(N=writer.add_object(_picture(b"BT (Khac) Tj ET")))
    writer.update_container(field)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _box(width, height):
    return generic.ArrayObject([generic.NumberObject(one) for one in (0, 0, width, height)])


def _dictionary(**values):
    return generic.DictionaryObject(
        {generic.pdf_name(f"/{key}"): value for key, value in values.items()}
    )


def _picture(drawn):
    form = _dictionary(
        Type=generic.pdf_name("/XObject"), Subtype=generic.pdf_name("/Form"), BBox=_box(200, 20)
    )
    return generic.StreamObject(dict_data=form, stream_data=drawn)


def signed_pdf(
    content=None, name="Nguyễn Thu Hà", field="Ky1", lasts=timedelta(days=300), until=None
):
    """Tệp PDF đã ký số, by a certificate that began a day ago and `lasts` this long."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    begins = now - timedelta(days=1) - abs(lasts)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named("Tổ chức cấp chứng thư thử"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(until or now + lasts)
        .sign(key, hashes.SHA256())
    )
    plain = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(DER)),
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=SimpleCertificateStore(),
    )
    made = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content or blank_pdf())),
        signers.PdfSignatureMetadata(field_name=field),
        signer=signer,
    )
    return made.getvalue()


def added_to(content):
    """Tệp ấy với một trang thêm sau khi ký."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    text = writer.add_object(generic.StreamObject(stream_data=b"BT (Them) Tj ET"))
    box = generic.ArrayObject([generic.NumberObject(one) for one in (0, 0, 595, 842)])
    writer.insert_page(PageObject(contents=text, media_box=box))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
