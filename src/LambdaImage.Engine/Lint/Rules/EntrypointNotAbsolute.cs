using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>ENTRYPOINT without the path of the program.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-parms"/></summary>
internal sealed class EntrypointNotAbsolute : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "ENTRYPOINT is not an absolute path";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.Final.Instructions.OfType<Entrypoint>()
        .Where(entry => entry.Command is { IsShell: false, Arguments: [{ Length: > 0 } program, ..] } && !program.StartsWith('/') && !program.StartsWith('$'))
        .Select(entry => subject.Of(entry, entry.Command.Arguments[0],
            $"Lambda wants the absolute path of the program, not '{entry.Command.Arguments[0]}'.",
            "Write where it lies in the image: 'command -v' there tells."));
}
