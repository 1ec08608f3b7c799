namespace LambdaImage.Engine.Lint.Rules;

/// <summary>FROM without a version.</summary>
internal sealed class BaseUnpinned : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Base image without a version";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Stages.Where(stage => stage.Parent is null && stage.Base.Reference is not null))
        {
            var image = stage.Base.Reference!;
            if (image.Digest is not null || image.Tag is not (null or "latest")) continue;
            yield return subject.Of(stage.From, stage.From.Image, $"{stage.Base.Text} may be another image tomorrow.",
                "Name a version, or better a digest: the same sources then give the same image.");
        }
    }
}
