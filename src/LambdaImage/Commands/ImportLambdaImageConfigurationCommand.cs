using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Errors;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Makes a lambda-image.yml of another tool's file: serverless.yml, a SAM template, aws-lambda-tools-defaults.json,
/// lambroll's function.json or config/jets/deploy.rb. What has no counterpart is listed in Unsupported.</summary>
[Cmdlet(VerbsData.Import, "LambdaImageConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(ImportedConfiguration))]
public sealed class ImportLambdaImageConfigurationCommand : LambdaImageCommand<ImportedConfiguration>
{
    /// <summary>Folders of services. Default: the current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Folders, exactly as written: no character is a wildcard.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The file, relative to the folder. Default: the first that is known.</summary>
    [Parameter, ArgumentCompleter(typeof(ImportableFileCompleter))]
    public string? From { get; set; }

    /// <summary>Stage whose values count where the file chooses by stage. Default: what the file says.</summary>
    [Parameter, ArgumentCompleter(typeof(StageCompleter))]
    public string? Stage { get; set; }

    /// <summary>AWS Region for variables that ask for the command's, such as ${opt:region}. Nothing is asked there.</summary>
    [Parameter, RegionArgument, ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Profile for variables that ask for the command's, such as ${opt:aws-profile}. Nothing is asked with it.</summary>
    [Parameter, ArgumentCompleter(typeof(ProfileCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Overwrites a lambda-image.yml that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Makes the text without writing any file.</summary>
    [Parameter]
    public SwitchParameter TextOnly { get; set; }

    private protected override IEnumerable<Work<ImportedConfiguration>> Prepare()
    {
        var paths = new ProjectPaths(this, Fail);
        var request = new ImportRequest
        {
            Path = "",
            From = paths.Anchored(Given(From)),
            Stage = Given(Stage),
            Region = Given(Region),
            ProfileName = Given(ProfileName),
            Force = Force.IsPresent,
            TextOnly = TextOnly.IsPresent,
        };
        return paths.Places(Path, LiteralPath, CommandErrors.NothingMatches).Select(folder => Import(request with { Path = folder }));

        static Work<ImportedConfiguration> Import(ImportRequest request) => (steps, cancel) => steps.DoAsync(request, cancel);
    }
}
