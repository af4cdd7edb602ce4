"""For GitHub Actions: annotations on the changed lines (workflow commands)."""


from sopbook.outputs.findings.run import Run


def github(run: Run) -> str:
    """Return one `::error` or `::warning` command a finding; GitHub's end column is inclusive."""
    lines = []
    for d in run.findings:
        s = d.span
        place = f"file={_property(d.path)},line={s.line},endLine={s.end_line}"
        if s.line == s.end_line:
            place += f",col={s.column},endColumn={max(s.column, s.end_column - 1)}"
        text = f"{d.message} {d.hint}".strip()
        lines.append(f"::{d.severity} {place},title={_property(d.code)}::{_data(text)}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
