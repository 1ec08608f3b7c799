using System.Text;
using System.Xml;

namespace LambdaImage.Engine.Lint.Reports;

/// <summary>Findings as failed tests: errors and warnings fail, the rest passes with a remark, what is suppressed is
/// skipped. <see href="https://github.com/testmoapp/junitxml"/></summary>
internal static class JUnitReport
{
    public static string Write(IReadOnlyList<DockerfileReport> reports, string? root)
    {
        var text = new StringBuilder();
        // A writer over a builder would declare UTF-16.
        text.Append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "LambdaImage");
            Counts(xml, reports);
            foreach (var report in reports) Suite(xml, report, root);
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void Suite(XmlWriter xml, DockerfileReport report, string? root)
    {
        var file = LintReport.Shorten(report.Path, root);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", file);
        Counts(xml, [report]);
        foreach (var finding in report.Findings.Concat(report.Suppressed)) Case(xml, finding, root);
        if (Tests(report) > report.Findings.Count + report.Suppressed.Count)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", file);
            xml.WriteAttributeString("name", "Nothing found");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, DockerfileFinding finding, string? root)
    {
        var shown = finding with { File = LintReport.Shorten(finding.File, root) };
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", shown.File);
        xml.WriteAttributeString("name", $"{finding.RuleId} ({(finding.Column is { } column ? $"{finding.Line}:{column}" : $"{finding.Line}")})");
        xml.WriteAttributeString("file", shown.File);
        xml.WriteAttributeString("line", XmlConvert.ToString(finding.Line));
        if (finding.Suppression is { } reason)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Clean(reason));
            xml.WriteEndElement();
        }
        else if (finding.Severity == LintSeverity.Information)
        {
            xml.WriteElementString("system-out", Clean(shown.ToString()));
        }
        else
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", finding.Severity.ToString().ToLowerInvariant());
            xml.WriteAttributeString("message", Clean(finding.Message));
            xml.WriteString(Clean($"{shown.Position}\n{finding.Remedy}\n{finding.Url}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, IReadOnlyList<DockerfileReport> reports)
    {
        xml.WriteAttributeString("tests", XmlConvert.ToString(reports.Sum(Tests)));
        xml.WriteAttributeString("failures", XmlConvert.ToString(reports.Sum(report => report.Errors + report.Warnings)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", XmlConvert.ToString(reports.Sum(report => report.Suppressed.Count)));
    }

    /// <summary>A suite without tests is taken for one that did not run.</summary>
    private static int Tests(DockerfileReport report) => Math.Max(1, report.Findings.Count + report.Suppressed.Count);

    /// <summary>Without the characters that XML cannot hold.</summary>
    private static string Clean(string text) => string.Concat(text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)));
}
