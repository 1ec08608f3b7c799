using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>VOLUME: Lambda mounts nothing there.</summary>
internal sealed class VolumeIgnored : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "VOLUME has no effect";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.InImage.OfType<Volume>().Select(volume => subject.Of(
        volume, "VOLUME has no effect on Lambda: only /tmp can be written to.",
        "For more, mount EFS or raise the function's ephemeral storage."));
}
