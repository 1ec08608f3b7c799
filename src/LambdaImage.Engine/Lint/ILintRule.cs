namespace LambdaImage.Engine.Lint;

/// <summary>One rule about Dockerfiles: one file here, one section of docs/lint.md, one folder of
/// tests/vectors/lint.</summary>
internal interface ILintRule
{
    /// <summary>Stable name: scripts and suppressions hold it, so the class is never renamed.</summary>
    string Id => GetType().Name;

    /// <summary>How much its findings matter unless one says otherwise.</summary>
    LintSeverity Severity { get; }

    /// <summary>What it is about, in a few words.</summary>
    string Title { get; }

    /// <summary>Looks at one Dockerfile.</summary>
    IEnumerable<Finding> Check(LintSubject subject);
}
