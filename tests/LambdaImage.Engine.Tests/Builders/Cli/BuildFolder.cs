using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Cli;

/// <summary>A folder with a small project to build, removed after the test.</summary>
public sealed class BuildFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lambdaimage-test-");

    internal RecordedWork Work { get; } = new();

    internal CompressedLayers Compressed => new(Path("compressed"), TimeProvider.System);

    public string Context => Directory.CreateDirectory(Path("shop")).FullName;

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public void Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Context, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    /// <summary>A program in a folder of its own; gives the folder.</summary>
    public string Program(string folder, string name, string script = "")
    {
        var file = System.IO.Path.Combine(Directory.CreateDirectory(Path(folder)).FullName, OperatingSystem.IsWindows() ? name + ".exe" : name);
        File.WriteAllText(file, script);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return Path(folder);
    }

    /// <summary>A job for a Dockerfile that is written into the context first.</summary>
    internal BuildJob Job(string dockerfile, Func<BuildRequest, BuildRequest>? change = null)
    {
        Write("Dockerfile", dockerfile);
        var request = new BuildRequest
        {
            Dockerfile = new LambdaDockerfile
            {
                Path = System.IO.Path.Combine(Context, "Dockerfile"),
                Text = dockerfile,
                ContextPath = Context,
                Project = new LambdaProject { Path = Context, Name = "shop", Mode = BuildMode.Custom, ModeReason = "test" },
            },
        };
        return new BuildJob(change?.Invoke(request) ?? request, Parse(dockerfile), "shop:test", Path("work"));
    }

    /// <summary>Reads the simple Dockerfiles of these tests; the real reader has tests of its own.</summary>
    internal static Dockerfile Parse(string text)
    {
        List<Arg> arguments = [];
        List<Stage> stages = [];
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var first = i;
            var line = lines[i];
            while (line.EndsWith('\\')) line = line[..^1] + lines[++i];
            if (line.Length == 0 || line.StartsWith('#')) continue;
            var (keyword, rest) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            var words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Instruction instruction = keyword switch
            {
                "FROM" => new From(words[0], words.Length > 2 ? words[2] : null, null),
                "ARG" => new Arg([new(words[0].Split('=')[0], null)]),
                "RUN" => new Run(
                    new CommandLineForm([rest], true),
                    [.. words.TakeWhile(word => word.StartsWith("--", StringComparison.Ordinal))],
                    rest.Contains("<<", StringComparison.Ordinal) ? [new HereDocument("EOF", "", true)] : []),
                "COPY" => new Copy { Sources = words[..^1], Destination = words[^1] },
                "WORKDIR" => new WorkDir(rest),
                "ENV" => new Env([]),
                "CMD" => new Cmd(new CommandLineForm([rest], true)),
                "ENTRYPOINT" => new Entrypoint(new CommandLineForm([rest], true)),
                _ => throw new ArgumentException(keyword),
            };
            instruction = instruction with { Lines = new LineRange(first + 1, i + 1) };
            if (instruction is From from) stages.Add(new Stage(from, []));
            else if (stages.Count > 0) stages[^1] = stages[^1] with { Instructions = [.. stages[^1].Instructions, instruction] };
            else arguments.Add((Arg)instruction);
        }

        return new Dockerfile { Path = "Dockerfile", GlobalArguments = arguments, Stages = stages };
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>An environment made for a test.</summary>
internal sealed class TestEnvironment(string home, params (string Name, string Value)[] variables) : IEnvironment
{
    public string Home => home;

    public string CacheFolder => System.IO.Path.Combine(home, ".cache");

    public string? Get(string name) => variables.FirstOrDefault(variable => variable.Name == name).Value;
}
