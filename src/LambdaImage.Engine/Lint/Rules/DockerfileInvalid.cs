namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A file that breaks the grammar of Dockerfiles: no other rule can look at it.</summary>
internal sealed class DockerfileInvalid : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Not a valid Dockerfile";

    /// <summary>Nothing by itself: a file that was read is valid. The planner asks <see cref="Of"/> when reading
    /// failed.</summary>
    public IEnumerable<Finding> Check(LintSubject subject) => [];

    /// <summary>The finding for a failure to read; null when the failure is of another sort.</summary>
    public static Finding? Of(LambdaImageException failure) => failure is { Kind: ErrorKind.DockerfileInvalid, Location: { } where }
        ? new Finding(new Place(where.File, where.Line, where.Column), WithoutPlace(failure.Message, where), failure.Remedy)
        : null;

    private static string WithoutPlace(string message, SourceLocation where) =>
        message.StartsWith($"{where}: ", StringComparison.Ordinal) ? message[($"{where}: ".Length)..] : message;
}
