using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Brings a function back to an earlier version: its image, its configuration, and the alias that callers
/// use.</summary>
[Cmdlet(VerbsData.Restore, "LambdaFunctionImage", SupportsShouldProcess = true, DefaultParameterSetName = ParameterSets.Version)]
[OutputType(typeof(LambdaFunctionDeployment))]
public sealed class RestoreLambdaFunctionImageCommand : AwsCommand<LambdaFunctionDeployment>
{
    /// <summary>A deployment to undo: what Update-LambdaFunctionImage or Deploy-LambdaImage gave.</summary>
    [Parameter(ParameterSetName = ParameterSets.Deployment, Mandatory = true, ValueFromPipeline = true)]
    [RecordArgument(typeof(LambdaFunctionDeployment))]
    public LambdaFunctionDeployment? Deployment { get; set; }

    /// <summary>The release to go back to, from Get-LambdaFunctionRelease.</summary>
    [Parameter(ParameterSetName = ParameterSets.Release, Mandatory = true, ValueFromPipeline = true)]
    [RecordArgument(typeof(LambdaFunctionRelease))]
    public LambdaFunctionRelease? Release { get; set; }

    /// <summary>Name or ARN of the function.</summary>
    [Parameter(ParameterSetName = ParameterSets.Version, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ParameterSets.ImageUri, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FunctionArn"), ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string FunctionName { get; set; } = "";

    /// <summary>Version to go back to. Default: the one before.</summary>
    [Parameter(ParameterSetName = ParameterSets.Version, Position = 1)]
    [ValidatePattern("^[0-9]+$")]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? Version { get; set; }

    /// <summary>Digest, or reference with a digest, of the image to go back to.</summary>
    [Parameter(ParameterSetName = ParameterSets.ImageUri, Mandatory = true), Alias("Digest")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageUriCompleter))]
    public string? ImageUri { get; set; }

    /// <summary>Alias to move back. Default with -Deployment: the one that it moved.</summary>
    [Parameter, ArgumentCompleter(typeof(AliasCompleter))]
    public string? Alias { get; set; }

    /// <summary>Moves only the alias, which takes effect at once; the unpublished function stays as it is.</summary>
    [Parameter]
    public SwitchParameter AliasOnly { get; set; }

    /// <summary>How long to wait for Lambda at each step. Default: 300.</summary>
    [Parameter, SecondsArgument, ValidateRange(1, 3600)]
    public int? WaitTimeoutSeconds { get; set; }

    private protected override IEnumerable<Work<LambdaFunctionDeployment>> Prepare()
    {
        var session = Session();
        var request = new RestoreFunctionRequest
        {
            FunctionName = Deployment?.FunctionArn ?? Release?.FunctionName ?? FunctionName,
            Version = Deployment is null ? Release?.Version ?? Given(Version) : Deployment.PreviousVersion,
            ImageUri = Deployment is null ? Given(ImageUri) : Deployment.PreviousVersion is null ? Deployment.PreviousImageUri : null,
            Alias = Given(Alias) ?? Deployment?.Alias,
            AliasOnly = AliasOnly.IsPresent,
            WaitTimeout = WaitTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : UpdateFunctionRequest.DefaultWaitTimeout,
            Session = session with { Region = session.Region ?? Release?.Region },
        };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }
}
