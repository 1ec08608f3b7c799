using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Lint.Reports;

/// <summary>Findings for code-scanning services.
/// <see href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html"/></summary>
internal static class SarifReport
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<DockerfileReport> reports, string? root)
    {
        var results = new JsonArray();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in reports.SelectMany(report => report.Findings.Concat(report.Suppressed))) results.Add((JsonNode)Result(finding, root, seen));
        var document = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = Driver() },
                ["columnKind"] = "utf16CodeUnits",
                ["invocations"] = new JsonArray(new JsonObject { ["executionSuccessful"] = true }),
                ["results"] = results,
            }),
        };
        return document.ToJsonString(Readable).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";
    }

    private static JsonObject Driver() => new()
    {
        ["name"] = "LambdaImage",
        ["semanticVersion"] = typeof(SarifReport).Assembly.GetName().Version!.ToString(3),
        ["rules"] = new JsonArray([.. LintCatalog.All.Select(rule => (JsonNode)new JsonObject
        {
            ["id"] = rule.Id,
            ["name"] = rule.Id,
            ["shortDescription"] = new JsonObject { ["text"] = rule.Title + "." },
            ["help"] = new JsonObject { ["text"] = $"See {LintCatalog.UrlOf(rule.Id)} of LambdaImage." },
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
        })]),
    };

    private static JsonObject Result(DockerfileFinding finding, string? root, Dictionary<string, int> seen)
    {
        var path = LintReport.Shorten(finding.File, root);
        var location = new JsonObject { ["uri"] = UriOf(path) };
        if (!Path.IsPathRooted(path)) location["uriBaseId"] = "%SRCROOT%";
        var region = new JsonObject { ["startLine"] = finding.Line };
        if (finding.Column is { } column) region["startColumn"] = column;
        if (finding.EndLine is { } end) region["endLine"] = end;
        var result = new JsonObject
        {
            ["ruleId"] = finding.RuleId,
            ["level"] = Level(finding.Severity),
            ["message"] = new JsonObject { ["text"] = $"{finding.Message} {finding.Remedy}" },
            ["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] = new JsonObject { ["artifactLocation"] = location, ["region"] = region },
            }),
            ["partialFingerprints"] = new JsonObject { ["lambdaImage/v1"] = Fingerprint(finding, path, seen) },
            // Either all results have this member or none has.
            ["suppressions"] = finding.Suppression is { } reason ? new JsonArray(Suppression(reason)) : new JsonArray(),
        };
        var index = LintCatalog.All.ToList().FindIndex(rule => rule.Id == finding.RuleId);
        if (index >= 0) result["ruleIndex"] = index;
        return result;
    }

    private static JsonObject Suppression(string reason) => reason.Length == 0
        ? new JsonObject { ["kind"] = "inSource" }
        : new JsonObject { ["kind"] = "inSource", ["justification"] = reason };

    /// <summary>The same finding keeps its identity when lines above it come and go.</summary>
    private static string Fingerprint(DockerfileFinding finding, string path, Dictionary<string, int> seen)
    {
        var what = $"{finding.RuleId}\n{path}\n{finding.Message}";
        var number = seen[what] = seen.GetValueOrDefault(what) + 1;
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..16].ToLowerInvariant() + ":" + number;
    }

    private static string UriOf(string path) => Path.IsPathRooted(path)
        ? new Uri(path).AbsoluteUri
        : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Level(LintSeverity severity) => severity switch
    {
        LintSeverity.Error => "error",
        LintSeverity.Warning => "warning",
        _ => "note",
    };
}
