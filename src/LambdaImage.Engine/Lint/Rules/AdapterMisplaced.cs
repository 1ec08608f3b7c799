namespace LambdaImage.Engine.Lint.Rules;

/// <summary>The web adapter, or another extension, where Lambda does not look for extensions.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html"/></summary>
internal sealed class AdapterMisplaced : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Web adapter outside /opt/extensions";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        // A copy of a whole folder may hold the right place.
        if (WebAdapterUse.In(subject) is not { Sources: [var source] } adapter || !source.EndsWith("lambda-adapter", StringComparison.Ordinal)) yield break;
        var place = adapter.Destination;
        if (place.StartsWith(WebAdapterUse.Extensions + "/", StringComparison.Ordinal) || place.Contains('$', StringComparison.Ordinal)) yield break;
        // A program may also be started by the entry point itself.
        if (EntryScripts.Started(subject).Any(path => path == place)) yield break;
        yield return subject.Of(adapter, place, $"Lambda starts extensions from {WebAdapterUse.Extensions} only, not from {place}.",
            $"Copy it to {WebAdapterUse.Extensions}/lambda-adapter.");
    }
}
