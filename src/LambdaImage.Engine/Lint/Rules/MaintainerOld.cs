using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>MAINTAINER, which LABEL has replaced.</summary>
internal sealed class MaintainerOld : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "MAINTAINER is deprecated";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.Stages.SelectMany(stage => stage.Instructions).OfType<Maintainer>()
        .Select(maintainer => subject.Of(maintainer, "MAINTAINER is deprecated.", "Write LABEL org.opencontainers.image.authors=\"…\"."));
}
