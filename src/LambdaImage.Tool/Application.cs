using System.CommandLine;
using System.Reflection;
using LambdaImage.Tool.Verbs;

namespace LambdaImage.Tool;

/// <summary>The command <c>lambda-image</c>: the requests of the cmdlets for a shell without PowerShell.</summary>
internal static class Application
{
    /// <summary>How long a cancelled verb may take to tidy up before the process ends all the same.</summary>
    private static readonly TimeSpan CancelGrace = TimeSpan.FromMilliseconds(900);

    /// <summary>The same for verbs that may have moved traffic: time to bring it and the function back.</summary>
    private static readonly TimeSpan RollBackGrace = TimeSpan.FromSeconds(45);

    public static async Task<int> RunAsync(ILambdaImageEngine engine, ToolConsole console, string[] arguments)
    {
        var root = new RootCommand("Turns a project folder into a running AWS Lambda container image.");
        foreach (var option in root.Options.OfType<VersionOption>()) option.Action = new PrintVersion(console);
        foreach (var verb in Asked(arguments)) root.Subcommands.Add(verb.ToCommand(engine, console));

        // @FILE is our own word for what is in a file: it is not to be read as more arguments.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await console.Error.WriteLineAsync("error RequestInvalid: " + error.Message);
            await console.Error.WriteLineAsync($"  try: lambda-image {VerbOf(parsed)}--help");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = console.Out,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = parsed.CommandResult.Command.Name is "update" or "deploy" or "restore" ? RollBackGrace : CancelGrace,
        });
    }

    /// <summary>The verb that is asked for; all of them where the first word is none, for help and suggestions. Each has dozens of options, which take longer to make than some verbs to run.</summary>
    private static Verb[] Asked(string[] arguments)
    {
        var verbs = Verbs();
        Verb[] asked = [.. verbs.Where(verb => verb.Name == arguments.FirstOrDefault())];
        return asked.Length > 0 ? asked : verbs;
    }

    internal static Verb[] Verbs() =>
    [
        new ProjectVerb(), new DockerfileVerb(), new LintVerb(), new BuildVerb(), new PublishVerb(), new SbomVerb(), new ScanVerb(), new CopyVerb(), new ExportImageVerb(), new ImportImageVerb(), new InvokeVerb(), new RebaseVerb(), new MeasureVerb(), new DifferenceVerb(),
        new UpdateVerb(), new RestoreVerb(), new ReleasesVerb(), new CompareVerb(), new FunctionsVerb(), new DeployVerb(), new ImportVerb(), new ClearVerb(), new ClearCacheVerb(), new RemoveVerb(),
    ];

    private static string VerbOf(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";

    private sealed class PrintVersion(ToolConsole console) : System.CommandLine.Invocation.SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(Application).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            console.Out.WriteLine($"lambda-image {version?.Split('+')[0]}");
            return ExitCode.Done;
        }
    }
}
