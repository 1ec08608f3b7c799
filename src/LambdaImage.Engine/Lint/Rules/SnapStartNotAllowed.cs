using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>SnapStart for an image that does not say it can be restored.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-custom.html"/></summary>
internal sealed partial class SnapStartNotAllowed : ILintRule
{
    private const string Label = "com.amazonaws.lambda.feature.snapstart";

    private static readonly string[] Templates = ["template.yaml", "template.yml", "serverless.yml", "serverless.yaml"];

    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "SnapStart without its label or hook";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var label in subject.InImage.OfType<Dockerfiles.Label>())
        {
            foreach (var (name, value) in label.Labels.Where(pair => pair.Key.Trim('"') == Label && pair.Value.Trim('"', '\'') != "Allow"))
                yield return subject.Of(label, name, $"Lambda knows one value of this label, and '{value.Trim('"', '\'')}' is not it.", $"Write LABEL {Label}=\"Allow\".");
        }

        if (IsSupported(subject.Base) || subject.Context is not { } context || subject.InImage.OfType<Dockerfiles.Label>().Any(label => label.Labels.Any(pair => pair.Key.Trim('"') == Label))) yield break;
        if (subject.Base.Reference is null && !subject.Base.IsScratch) yield break;
        foreach (var file in Templates)
        {
            var line = context.Files.Lines(file).FirstOrDefault(line => Wanted().IsMatch(line.Text));
            if (line.Text is null || HasHook(subject)) continue;
            yield return subject.Of(subject.Chain[^1].From, subject.Chain[^1].From.Image,
                $"{file}:{line.Number} asks for SnapStart, and publishing a version of an image on {subject.Base.Text} fails without a restore hook or a label.",
                $"Add LABEL {Label}=\"Allow\" when nothing unique is made before the first invocation; else call /runtime/restore/next.");
            yield break;
        }
    }

    /// <summary>AWS's images of these runtimes have the hook.</summary>
    private static bool IsSupported(BaseImage image) => image.AwsRuntime switch
    {
        "java" => image.AwsVersion is not ("8" or "8.al2"),
        "python" => image.AwsVersion is null || (Version.TryParse(image.AwsVersion, out var python) && python >= new Version(3, 12)),
        "dotnet" => image.AwsVersion is not ("6" or "7"),
        _ => false,
    };

    private static bool HasHook(LintSubject subject) => EntryScripts.Programs(subject)
        .Any(file => subject.Context!.Files.Holds(file.InContext, "/runtime/restore/next"u8));

    [GeneratedRegex(@"^\s*(?:ApplyOn\s*:\s*['""]?PublishedVersions|snapStart\s*:\s*['""]?(?:true|PublishedVersions))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Wanted();
}
