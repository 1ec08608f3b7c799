using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint.Shell;

namespace LambdaImage.Engine.Lint;

/// <summary>Everything that rules may look at: the document with its text, the stages that become the image, the build
/// context, and for whom it is built.</summary>
internal sealed class LintSubject
{
    private readonly Lazy<ImageFiles> _files;

    /// <param name="document">The document.</param>
    /// <param name="text">The text it was read from.</param>
    /// <param name="target">Name of the stage that becomes the image; null: the last.</param>
    public LintSubject(Dockerfile document, string text, string? target = null)
    {
        Document = document;
        Target = target;
        IsManaged = ManagedMarker.Objection(text) is null;
        Source = new SourceMap(text, document.Path ?? ProjectRequest.DefaultDockerfile);
        Stages = StageView.All(document, Source);
        Final = target is null
            ? Stages[^1]
            : Stages.LastOrDefault(stage => target.Equals(stage.Name, StringComparison.OrdinalIgnoreCase)) ?? Stages[^1];
        Chain = [.. Final.Chain];
        _files = new(() => new ImageFiles(this));
    }

    public Dockerfile Document { get; }

    public SourceMap Source { get; }

    /// <summary>Whether LambdaImage wrote it and keeps it: then it writes the other files that it copies, too, if only
    /// when the image is built.</summary>
    public bool IsManaged { get; }

    /// <summary>Stage asked for; null: the last.</summary>
    public string? Target { get; }

    public IReadOnlyList<StageView> Stages { get; }

    /// <summary>The stage that becomes the image.</summary>
    public StageView Final { get; }

    /// <summary>The stage of the image first, then the stages it goes on from: what they do is in the image.</summary>
    public IReadOnlyList<StageView> Chain { get; }

    /// <summary>What the image is based on.</summary>
    public BaseImage Base => Final.Base;

    /// <summary>The build context; null when it is not known.</summary>
    public ContextView? Context { get; init; }

    /// <summary>Files that will be in the context once the Dockerfile is written.</summary>
    public IReadOnlyCollection<string> Promised { get; init; } = [];

    /// <summary>Processor of the function.</summary>
    public LambdaArchitecture Architecture { get; init; }

    public DateOnly Today { get; init; }

    /// <summary>Where files of the context end up in the image.</summary>
    public ImageFiles Files => _files.Value;

    /// <summary>Instructions of the image in the order in which they are carried out.</summary>
    public IEnumerable<Instruction> InImage => Chain.Reverse().SelectMany(stage => stage.Instructions);

    /// <summary>The entry point that counts; null when the base decides. A later one replaces an earlier one.</summary>
    public Entrypoint? Entry => InImage.OfType<Entrypoint>().LastOrDefault();

    /// <summary>The command that counts; null when the base decides. An ENTRYPOINT in a stage of its own drops the
    /// command of the base, but not one that stands in this file.</summary>
    public Cmd? Command => InImage.OfType<Cmd>().LastOrDefault();

    /// <summary>Every command of every RUN.</summary>
    public IEnumerable<StageCommand> Commands => Stages.SelectMany(stage => stage.Commands);

    /// <summary>Every command of a RUN whose result is in the image.</summary>
    public IEnumerable<StageCommand> CommandsInImage => Chain.Reverse().SelectMany(stage => stage.Commands);

    public Place At(Instruction instruction) => Source.At(instruction);

    public Place At(Instruction instruction, string word) => Source.At(instruction, word);

    public Finding Of(Instruction instruction, string message, string remedy) => new(At(instruction), message, remedy);

    public Finding Of(Instruction instruction, string word, string message, string remedy) =>
        new(At(instruction, word), message, remedy);

    public Finding Of(StageCommand command, string message, string remedy) => new(command.Place, message, remedy);

    public Finding Of(StageCommand command, ShellWord word, string message, string remedy) =>
        new(command.At(word), message, remedy);
}
