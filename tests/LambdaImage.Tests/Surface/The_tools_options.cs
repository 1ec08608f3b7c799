using System.CommandLine;
using LambdaImage.Tests.Tool;
using LambdaImage.Tool;
using LambdaImage.Tool.Output;
using static LambdaImage.Tests.Surface.Cmdlets;

namespace LambdaImage.Tests.Surface;

/// <summary>The tool mirrors the cmdlets: who knows a parameter, or reads it in an error, finds the option.</summary>
public sealed class The_tools_options
{
    /// <summary>Parameters without an option.</summary>
    private static readonly string[] None =
    [
        // The folder is the verb's argument, and the step before is piped.
        "Path", "LiteralPath", "Project", "LambdaDockerfile", "Deployment", "Release",
        // Everybody on the machine can read command lines.
        "AccessKey", "SecretKey", "SessionToken", "Credential",
        // deploy's --tag is that of the registry, as publish's is.
        "Build-LambdaImage Tag",
        // One function, or those of lambda-image.yml with deploy.
        "Compare-LambdaFunctionImage FunctionCommand", "Update-LambdaFunctionImage FunctionCommand", "Update-LambdaFunctionImage ThrottleLimit",
        "Compare-LambdaFunctionImage Image", "Update-LambdaFunctionImage Image",
        // All is what there is without --function; --version is the program's own.
        "Get-LambdaFunctionImage All", "Get-LambdaFunctionImage Version",
        // Detection asks nothing of AWS; in PowerShell the session goes on down the pipe.
        "Get-LambdaProject Region", "Get-LambdaProject ProfileName", "Get-LambdaProject ProfileLocation", "Get-LambdaProject EndpointUrl", "Get-LambdaProject RegistryEndpoint",
    ];

    public static TheoryData<Type> Each => [.. All];

    [Theory, MemberData(nameof(Each))]
    public void Are_named_after_the_parameters(Type cmdlet)
    {
        var name = NameOf(cmdlet);
        var options = OptionsOf(ToolWords.Translate(name).Split(' ')[1]).SelectMany(Names).ToHashSet(StringComparer.Ordinal);

        Parameters(cmdlet).Select(parameter => parameter.Name).Where(parameter => !None.Contains(parameter) && !None.Contains($"{name} {parameter}"))
            .Where(parameter => !options.Contains(ToolWords.Translate("-" + parameter))).ShouldBeEmpty();
    }

    [Fact]
    public void Mean_one_thing_each()
    {
        foreach (var verb in Application.Verbs())
            OptionsOf(verb.Name).SelectMany(Names).GroupBy(name => name).Where(name => name.Count() > 1).Select(name => $"{verb.Name} {name.Key}").ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Each))]
    public void Are_told_with_their_verbs_on_a_page(Type cmdlet)
    {
        var row = RepositoryFiles.Read("docs/tool.md").Split('\n').Single(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains($"`{NameOf(cmdlet)}`", StringComparison.Ordinal));

        row.ShouldContain($"`{ToolWords.Translate(NameOf(cmdlet)).Split(' ')[1]}`");
    }

    private static IEnumerable<Option> OptionsOf(string verb) => Application.Verbs().Single(one => one.Name == verb)
        .ToCommand(new ScriptedEngine(), new ToolConsole(TextReader.Null, TextWriter.Null, TextWriter.Null, false, IsInteractive: false, Width: 100)).Options;

    private static IEnumerable<string> Names(Option option) => option.Aliases.Prepend(option.Name);
}
