namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Fills one stage. Its verbs are the instruction names, so that a framework's code reads like the Dockerfile
/// it makes.</summary>
internal sealed class StageBuilder(From from)
{
    private readonly List<Instruction> _instructions = [];
    private IReadOnlyList<string> _comments = [];

    /// <summary>Comment lines for the next instruction.</summary>
    public StageBuilder Comment(params IEnumerable<string> lines)
    {
        _comments = [.. _comments, .. lines];
        return this;
    }

    public StageBuilder Arg(string name, string? value = null) => Add(new Arg([KeyValuePair.Create(name, value)]));

    /// <summary>Values are quoted where the grammar needs it.</summary>
    public StageBuilder Env(params IEnumerable<KeyValuePair<string, string>> variables) =>
        Add(new Env([.. variables.Select(variable => KeyValuePair.Create(variable.Key, Quote(variable.Value)))]));

    public StageBuilder Env(string name, string value) => Env(KeyValuePair.Create(name, value));

    public StageBuilder Label(string name, string value) => Add(new Label([KeyValuePair.Create(name, Quote(value))]));

    public StageBuilder WorkDir(string path) => Add(new WorkDir(path));

    public StageBuilder Copy(IEnumerable<string> sources, string destination, string? from = null, string? chmod = null) =>
        Add(new Copy { Sources = [.. sources], Destination = destination, From = from, Chmod = chmod });

    /// <summary>Runs shell commands one after the other until one fails.</summary>
    public StageBuilder Run(params IEnumerable<string> commands) =>
        Add(new Run(new CommandLineForm([string.Join(" && ", commands)], IsShell: true), [], []));

    public StageBuilder User(string name) => Add(new User(name));

    public StageBuilder Expose(params IEnumerable<string> ports) => Add(new Expose([.. ports]));

    /// <summary>Always the JSON form: the shell form would put a shell between Lambda and the program.</summary>
    public StageBuilder Entrypoint(params IEnumerable<string> arguments) =>
        Add(new Entrypoint(new CommandLineForm([.. arguments], IsShell: false)));

    /// <summary>Always the JSON form: Lambda hands its members to the entry point.</summary>
    public StageBuilder Cmd(params IEnumerable<string> arguments) =>
        Add(new Cmd(new CommandLineForm([.. arguments], IsShell: false)));

    public Stage Build() => new(from, _instructions);

    private StageBuilder Add(Instruction instruction)
    {
        _instructions.Add(instruction with { Comments = _comments });
        _comments = [];
        return this;
    }

    private static string Quote(string value) => value.Length > 0 && !value.Any(character => char.IsWhiteSpace(character) || character is '"' or '\'' or '\\')
        ? value
        : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
