using System.Collections;
using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using static LambdaImage.Binding.ParameterSets;

namespace LambdaImage.Commands;

/// <summary>Gives a cmdlet the parameters that choose a project and its mode, and those of AWS, because pinning may ask a
/// private registry.</summary>
/// <typeparam name="TResult">The record that the cmdlet writes.</typeparam>
public abstract class ProjectCommand<TResult> : AwsCommand<TResult>, IProjectParameters
    where TResult : class
{
    /// <summary>Project folder, default: the current one. A file stands for its folder, a Dockerfile for the custom
    /// mode.</summary>
    [Parameter(ParameterSetName = Managed, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Custom, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Prebuilt, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Project folder, exactly as written: no character is a wildcard.</summary>
    [Parameter(ParameterSetName = Managed, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Custom, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Prebuilt, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Custom mode: the project's own Dockerfile. $true stands for the name Dockerfile.</summary>
    [Parameter(ParameterSetName = Managed), Parameter(ParameterSetName = Custom, Mandatory = true)]
    [AllowNull, AllowEmptyString, DockerfileArgument]
    public string? Dockerfile { get; set; }

    /// <summary>Prebuilt mode: reference of an existing image. Default: the environment variable
    /// LAMBDAIMAGE_IMAGE.</summary>
    [Parameter(ParameterSetName = Managed), Parameter(ParameterSetName = Prebuilt, Mandatory = true)]
    [AllowNull, AllowEmptyString, ArgumentCompleter(typeof(ImageUriCompleter))]
    public string? Image { get; set; }

    /// <summary>Framework to use instead of detecting one.</summary>
    [Parameter, ArgumentCompleter(typeof(FrameworkCompleter))]
    public string? Framework { get; set; }

    /// <summary>Handler to use instead of the detected one.</summary>
    [Parameter]
    public string? Handler { get; set; }

    /// <summary>Processor to build for: x86_64 or arm64.</summary>
    [Parameter, ArchitectureArgument]
    public LambdaArchitecture? Architecture { get; set; }

    /// <summary>Runtime version to use instead of the detected one.</summary>
    [Parameter, ArgumentCompleter(typeof(RuntimeVersionCompleter))]
    public string? RuntimeVersion { get; set; }

    /// <summary>Service name to use instead of the detected one.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Configuration, relative to the project folder. Default: lambda-image.yml in it, if there is one.</summary>
    [Parameter]
    public string? Configuration { get; set; }

    /// <summary>Any keys of lambda-image.yml, which go before those in the file: @{ 'base.variant' = 'slim' }.</summary>
    [Parameter, PairsArgument]
    public Hashtable? Setting { get; set; }

    /// <summary>Base image of the final stage instead of the framework's.</summary>
    [Parameter]
    public string? BaseImage { get; set; }

    /// <summary>System packages for every stage, in the names of the base image's distribution.</summary>
    [Parameter]
    public string[]? Package { get; set; }

    /// <summary>System packages for the stage that installs and compiles.</summary>
    [Parameter]
    public string[]? BuildPackage { get; set; }

    /// <summary>System packages for the image itself.</summary>
    [Parameter]
    public string[]? DeploymentPackage { get; set; }

    /// <summary>Installs no system packages but those that are named.</summary>
    [Parameter]
    public SwitchParameter NoAutoPackage { get; set; }

    /// <summary>Variables of the image. They stay readable in it: never secrets.</summary>
    [Parameter, PairsArgument]
    public Hashtable? ImageEnvironment { get; set; }

    /// <summary>CMD of the image, word by word, instead of the detected one.</summary>
    [Parameter]
    public string[]? ImageCommand { get; set; }

    /// <summary>User of the image, as uid:gid or a name that the base image knows.</summary>
    [Parameter]
    public string? User { get; set; }

    /// <summary>Settings of the Lambda Web Adapter: @{ port = 3000; readinessPath = '/up' }.</summary>
    [Parameter, PairsArgument]
    public Hashtable? WebAdapter { get; set; }

    /// <summary>Files with Dockerfile instructions of your own, relative to the project folder, by place: BeforeBuild,
    /// AfterBuild, BeforeDeployment, AfterDeployment.</summary>
    [Parameter, PairsArgument]
    public Hashtable? Hook { get; set; }

    /// <summary>Files and folders that dependencies are installed from besides the usual manifests.</summary>
    [Parameter]
    public string[]? CopyBeforeInstall { get; set; }

    /// <summary>Secrets that installation steps may read, by id, or as @{ id = 'npm'; variable = 'NPM_TOKEN' }. Their
    /// values are given when the image is built, with -Secret.</summary>
    [Parameter]
    public object[]? BuildSecret { get; set; }

    /// <summary>Lets installation steps use this machine's SSH agent.</summary>
    [Parameter]
    public SwitchParameter Ssh { get; set; }

    /// <summary>Pins base images to the digests that their tags have now.</summary>
    [Parameter]
    public SwitchParameter PinBase { get; set; }

    /// <summary>Where dependencies are installed: in a container, on this machine, or as the machine allows.</summary>
    [Parameter]
    public DependencyInstall? DependencyInstall { get; set; }

    /// <summary>One request for each folder that the paths name.</summary>
    private protected IEnumerable<ProjectRequest> Requests()
    {
        var paths = new ProjectPaths(this, Fail);
        return paths.Find(this).Select(found => this.ToRequest(paths, found.Folder, found.Dockerfile));
    }
}
