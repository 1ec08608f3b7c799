using LambdaImage.Engine.Errors;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Fills one stage. Its verbs are the instruction names, so that a framework's code reads like the Dockerfile
/// it makes.</summary>
internal sealed class StageBuilder(DockerfileBuilder file, StageRole role, ParentImage image, From from)
{
    private readonly List<Instruction> _instructions = [];
    private IReadOnlyList<string> _comments = [];
    private bool _isPrepared;

    public StageRole Role => role;

    /// <summary>What the user changes.</summary>
    public DockerfileOptions Options => file.Options;

    /// <summary>Comment lines for the next instruction.</summary>
    public StageBuilder Comment(params IEnumerable<string> lines)
    {
        _comments = [.. _comments, .. lines];
        return this;
    }

    /// <summary>Installs system packages: the framework's and the user's for this stage; then come the user's variables, arguments and hook. Called once,
    /// before anything that changes with the project.</summary>
    /// <exception cref="LambdaImageException">Nothing tells which package manager the base image has.</exception>
    public StageBuilder Prepare(params IEnumerable<string> packages)
    {
        _isPrepared = true;
        foreach (var instruction in Preparation(packages)) Add(instruction);
        return this;
    }

    public StageBuilder Arg(string name, string? value = null) => Add(new Arg([KeyValuePair.Create(name, value)]));

    /// <summary>Values are quoted where the grammar needs it.</summary>
    public StageBuilder Env(params IEnumerable<KeyValuePair<string, string>> variables) => Add(Variables(variables));

    public StageBuilder Env(string name, string value) => Env(KeyValuePair.Create(name, value));

    public StageBuilder Label(string name, string value) => Add(new Label([KeyValuePair.Create(name, Quote(value))]));

    public StageBuilder WorkDir(string path) => Add(new WorkDir(path));

    public StageBuilder Copy(IEnumerable<string> sources, string destination, string? from = null, string? chmod = null) =>
        Add(new Copy { Sources = [.. sources], Destination = destination, From = from, Chmod = chmod });

    /// <summary>Copies what decides about the dependencies, each into its own folder, with what the user wants there besides.</summary>
    public StageBuilder CopyManifests(IEnumerable<string> files)
    {
        foreach (var folder in files.GroupBy(file => file[..(file.LastIndexOf('/') + 1)], StringComparer.Ordinal)) Copy(folder, $"./{folder.Key}");
        file.Used.Add("copyBeforeInstall");
        foreach (var path in Options.CopyBeforeInstall) Copy([path], $"./{path}");
        return this;
    }

    /// <summary>Copies what was installed on this machine.</summary>
    public StageBuilder CopyFromHost(string destination = "./") => Copy(["."], destination, from: HostInstall.ContextName);

    /// <summary>Runs shell commands one after the other until one fails.</summary>
    public StageBuilder Run(params IEnumerable<string> commands) => Run(commands, []);

    /// <summary>Installs dependencies: shell commands that may use the user's secrets and SSH agent, and keep their downloads for the next build.</summary>
    /// <param name="cache">Folder of the downloads in the image; null when there is none.</param>
    /// <param name="commands">Shell commands.</param>
    public StageBuilder Install(string? cache, params IEnumerable<string> commands)
    {
        List<string> flags = [];
        file.Used.UnionWith(["secrets", "ssh", "cacheMounts"]);
        var keepsCache = cache is not null && Options.CacheMounts != false;
        if (keepsCache) flags.Add($"--mount=type=cache,target={cache}");
        flags.AddRange(Options.Secrets.Select(secret => $"--mount=type=secret,id={secret.Id},required=true{(secret.File is null ? "" : $",target={secret.File}")}"));
        if (Options.Ssh == true) flags.Add("--mount=type=ssh");
        string[] variables = [.. Options.Secrets.Where(secret => secret.Variable is not null)
            .Select(secret => $"export {secret.Variable}=\"$(cat {secret.File ?? $"/run/secrets/{secret.Id}"})\"")];
        return Run([.. variables, .. commands, .. cache is not null && !keepsCache ? new[] { $"rm -rf {cache}" } : []], flags);
    }

    /// <summary>Notes that a choice of the user has found its place.</summary>
    public StageBuilder Uses(string key)
    {
        file.Used.Add(key);
        return this;
    }

    public StageBuilder User(string name) => Add(new User(name));

    public StageBuilder Expose(params IEnumerable<string> ports) => Add(new Expose([.. ports]));

    /// <summary>Always the JSON form: the shell form would put a shell between Lambda and the program.</summary>
    public StageBuilder Entrypoint(params IEnumerable<string> arguments) =>
        Add(new Entrypoint(new CommandLineForm([.. arguments], IsShell: false)));

    /// <summary>Always the JSON form: Lambda hands its members to the entry point.</summary>
    public StageBuilder Cmd(params IEnumerable<string> arguments) =>
        Add(new Cmd(new CommandLineForm([.. arguments], IsShell: false)));

    /// <summary>The stage, with what the user adds at its end.</summary>
    public Stage Build()
    {
        List<Instruction> instructions = [.. _isPrepared ? [] : Preparation([]), .. _instructions];
        if (role == StageRole.Build) instructions.AddRange(file.Hooks.AfterBuild);
        if (role != StageRole.Final) return new Stage(from, instructions);

        var start = instructions.FindIndex(instruction => instruction.Keyword is "ENTRYPOINT" or "CMD");
        instructions.InsertRange(start < 0 ? instructions.Count : start,
        [
            .. file.Has(StageRole.Build) ? [] : file.Hooks.AfterBuild,
            .. Options.User is { } user ? [new User(user)] : Array.Empty<Instruction>(),
            .. file.Hooks.AfterDeployment,
        ]);
        if (Options.Command.Count == 0) return new Stage(from, instructions);
        return new Stage(from,
        [
            .. instructions.Where(instruction => instruction.Keyword != "CMD"),
            new Cmd(new CommandLineForm([.. Options.Command], IsShell: false)) { Comments = [.. instructions.Where(instruction => instruction.Keyword == "CMD").SelectMany(command => command.Comments)] },
        ]);
    }

    private StageBuilder Run(IEnumerable<string> commands, IReadOnlyList<string> flags) =>
        Add(new Run(new CommandLineForm([string.Join(" && ", commands)], IsShell: true), flags, []));

    private IEnumerable<Instruction> Preparation(IEnumerable<string> packages)
    {
        string[] names = [.. packages, .. role switch
        {
            StageRole.Shared => Options.Packages.All,
            StageRole.Build => [.. file.Has(StageRole.Shared) ? [] : Options.Packages.All, .. Options.Packages.Build],
            StageRole.Final => [.. file.Has(StageRole.Shared) ? [] : Options.Packages.All, .. file.Has(StageRole.Build) ? [] : Options.Packages.Build, .. Options.Packages.Deployment],
            _ => Array.Empty<string>(),
        }];
        if (names.Length > 0)
        {
            var distribution = image.Distribution ?? throw DockerfileErrors.DistributionUnknown(image.Image, names);
            yield return new Run(new CommandLineForm([string.Join(" && ", PackageManager.Install(distribution, names))], IsShell: true), [], []);
        }

        if (role is StageRole.Build || (role is StageRole.Final && !file.Has(StageRole.Build)))
        {
            foreach (var argument in Options.BuildArguments.Build) yield return UserValues.Argument(argument);
            foreach (var instruction in file.Hooks.BeforeBuild) yield return instruction;
        }

        if (role is not StageRole.Final) yield break;
        if (Options.Environment.Count > 0) yield return UserValues.Variables(Options.Environment);
        foreach (var argument in Options.BuildArguments.Deployment) yield return UserValues.Argument(argument);
        foreach (var instruction in file.Hooks.BeforeDeployment) yield return instruction;
    }

    private StageBuilder Add(Instruction instruction)
    {
        // A user may name what a framework copies by itself.
        if (instruction is Copy copy && _instructions.LastOrDefault() is Copy last && copy.From == last.From && copy.Destination == last.Destination && copy.Sources.SequenceEqual(last.Sources)) return this;
        if (_comments.Count > 0) instruction = instruction with { Comments = _comments };
        _instructions.Add(instruction);
        _comments = [];
        return this;
    }

    private static Env Variables(IEnumerable<KeyValuePair<string, string>> variables) =>
        new([.. variables.Select(variable => KeyValuePair.Create(variable.Key, Quote(variable.Value)))]);

    private static string Quote(string value) => value.Length > 0 && !value.Any(character => char.IsWhiteSpace(character) || character is '"' or '\'' or '\\')
        ? value
        : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
