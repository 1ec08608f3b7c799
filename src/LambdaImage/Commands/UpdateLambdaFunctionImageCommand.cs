using System.Collections;
using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Points a Lambda function at an image, or creates the function when a role is given.</summary>
[Cmdlet(VerbsData.Update, "LambdaFunctionImage", SupportsShouldProcess = true,
    DefaultParameterSetName = ParameterSets.Image)]
[OutputType(typeof(LambdaFunctionDeployment))]
public sealed partial class UpdateLambdaFunctionImageCommand : AwsCommand<LambdaFunctionDeployment>, IFunctionParameters
{
    /// <summary>Name or ARN of the function.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true), Alias("FunctionArn")]
    [ValidateNotNullOrEmpty]
    public string FunctionName { get; set; } = "";

    /// <summary>The image, from Publish-LambdaImage.</summary>
    [Parameter(ParameterSetName = ParameterSets.Image, Mandatory = true, ValueFromPipeline = true)]
    public PublishedLambdaImage? Image { get; set; }

    /// <summary>Reference of an image in Amazon ECR. A tag is resolved to its digest first.</summary>
    [Parameter(ParameterSetName = ParameterSets.ImageUri, Mandatory = true, Position = 1,
        ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? ImageUri { get; set; }

    /// <summary>ARN of the execution role; needed to create a function.</summary>
    [Parameter]
    public string? Role { get; set; }

    /// <summary>Memory in MB.</summary>
    [Parameter, ValidateRange(128, 10240)]
    public int? MemorySize { get; set; }

    /// <summary>Time-out in seconds.</summary>
    [Parameter, ValidateRange(1, 900)]
    public int? Timeout { get; set; }

    /// <summary>Size of /tmp in MB.</summary>
    [Parameter, ValidateRange(512, 10240)]
    public int? EphemeralStorage { get; set; }

    /// <summary>Environment variables; they replace all that the function has.</summary>
    [Parameter]
    public Hashtable? EnvironmentVariable { get; set; }

    /// <summary>Overrides CMD; an empty list goes back to the image's own.</summary>
    [Parameter]
    public string[]? Command { get; set; }

    /// <summary>Overrides ENTRYPOINT; an empty list goes back to the image's own.</summary>
    [Parameter]
    public string[]? EntryPoint { get; set; }

    /// <summary>Overrides WORKDIR; an empty string goes back to the image's own.</summary>
    [Parameter]
    public string? WorkingDirectory { get; set; }

    /// <summary>Description of the function.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Publishes a version afterwards.</summary>
    [Parameter]
    public SwitchParameter PublishVersion { get; set; }

    /// <summary>Updates even when the function already runs this digest.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long to wait for Lambda at each step. Default: 300.</summary>
    [Parameter, ValidateRange(1, 3600)]
    public int? WaitTimeoutSeconds { get; set; }

    private protected override IEnumerable<Work<LambdaFunctionDeployment>> Prepare()
    {
        var choices = this.ToRequest(Session());
        var request = ParameterSetName == ParameterSets.Image
            ? choices.For(FunctionName, Image!)
            : choices with { FunctionName = FunctionName, ImageUri = ImageUri! };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }
}
