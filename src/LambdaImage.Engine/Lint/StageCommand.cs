using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint.Shell;

namespace LambdaImage.Engine.Lint;

/// <summary>One shell command of a RUN, with its stage and its place in the file.</summary>
internal sealed record StageCommand(StageView Stage, Run Run, ShellCommand Command, SourceMap Source)
{
    public string Name => Command.Name;

    public IReadOnlyList<ShellWord> Arguments => Command.Arguments;

    /// <summary>Place of its first word.</summary>
    public Place Place => At(Command.Words[0]);

    public Place At(ShellWord word) => Source.At(Run, word.Line, word.Column);

    /// <summary>Whether it stands in the same RUN.</summary>
    public bool IsWith(StageCommand other) => ReferenceEquals(Run, other.Run);
}
