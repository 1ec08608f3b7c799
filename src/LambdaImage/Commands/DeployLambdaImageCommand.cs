using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Pipeline;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>The whole way in one word: folder, image, registry, function.</summary>
[Cmdlet("Deploy", "LambdaImage", DefaultParameterSetName = ParameterSets.Managed, SupportsShouldProcess = true)]
[OutputType(typeof(LambdaFunctionDeployment))]
public sealed partial class DeployLambdaImageCommand : BuildCommand<LambdaFunctionDeployment>
{
    /// <summary>The project, from Get-LambdaProject.</summary>
    [Parameter(ParameterSetName = ParameterSets.Project, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public LambdaProject? Project { get; set; }

    /// <summary>Name or ARN of the function.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true), Alias("FunctionArn")]
    [ValidateNotNullOrEmpty]
    public string FunctionName { get; set; } = "";

    /// <summary>Full reference of any registry to push to, instead of Amazon ECR.</summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>Name of the ECR repository. Default: serverless-{service}-{stage}.</summary>
    [Parameter]
    public string? Repository { get; set; }

    /// <summary>Stage in the default repository name. Default: dev.</summary>
    [Parameter]
    public string? Stage { get; set; }

    /// <summary>Tags to point at the published image.</summary>
    [Parameter, Alias("Tags")]
    public string[] Tag { get; set; } = [];

    /// <summary>Makes a missing ECR repository an error instead of creating it.</summary>
    [Parameter]
    public SwitchParameter NoCreateRepository { get; set; }

    /// <summary>Overwrites a Dockerfile that LambdaImage did not write.</summary>
    [Parameter]
    public SwitchParameter OverwriteDockerfile { get; set; }

    private protected override IEnumerable<Work<LambdaFunctionDeployment>> Prepare()
    {
        var session = Session();
        var build = BuildRequests(session, tag: null);
        var update = this.ToRequest(session);
        var (name, overwrite, renew) = (FunctionName, OverwriteDockerfile.IsPresent, PinBase.IsPresent);
        var publish = PublishRequests(session);
        var requests = ParameterSetName == ParameterSets.Project ? [this.ToRequest(Project!)] : Requests();
        return requests.Select(Work<LambdaFunctionDeployment> (project) => (steps, cancel) => steps.DoAsync(
            new DeployRequest
            {
                Project = project,
                Force = overwrite,
                RenewPins = renew,
                Build = build,
                Publish = publish,
                Update = image => update.For(name, image),
            },
            cancel));
    }

    private Func<BuiltLambdaImage, PublishRequest> PublishRequests(AwsSession session)
    {
        var (destination, repository, stage) = (Given(Destination), Given(Repository), Given(Stage));
        var (tags, noCreate, insecure) = (Tag.ToArray(), NoCreateRepository.IsPresent, AllowInsecureRegistry.IsPresent);
        return image => new()
        {
            Image = image,
            Destination = destination,
            Repository = repository,
            Stage = stage,
            Tags = tags,
            NoCreateRepository = noCreate,
            AllowInsecureRegistry = insecure,
            Session = session,
        };
    }
}
