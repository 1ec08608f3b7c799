using System.Collections;
using System.Management.Automation;
using LambdaImage.Binding;
using static LambdaImage.Binding.Arguments;
using static LambdaImage.Binding.ParameterSets;

namespace LambdaImage.Commands;

/// <summary>Gives a cmdlet the parameters of a build, and those of ProjectCommand: C# has one base class only, and
/// a test keeps the two alike.</summary>
/// <typeparam name="TResult">The record that the cmdlet writes.</typeparam>
public abstract class BuildCommand<TResult> : AwsCommand<TResult>, IProjectParameters
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
    [AllowNull, AllowEmptyString]
    public string? Image { get; set; }

    /// <summary>Framework to use instead of detecting one.</summary>
    [Parameter]
    public string? Framework { get; set; }

    /// <summary>Handler to use instead of the detected one.</summary>
    [Parameter]
    public string? Handler { get; set; }

    /// <summary>Processor to build for: x86_64 or arm64.</summary>
    [Parameter, ArchitectureArgument, ArgumentCompleter(typeof(ArchitectureCompleter))]
    public LambdaArchitecture? Architecture { get; set; }

    /// <summary>Runtime version to use instead of the detected one.</summary>
    [Parameter]
    public string? RuntimeVersion { get; set; }

    /// <summary>Service name to use instead of the detected one.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Who builds the image.</summary>
    [Parameter]
    public BuildEngine Engine { get; set; }

    /// <summary>Folder for an OCI layout, or a path ending in .tar for a docker archive.</summary>
    [Parameter]
    public string? Output { get; set; }

    /// <summary>Stage of the Dockerfile to stop at.</summary>
    [Parameter]
    public string? Target { get; set; }

    /// <summary>Values for ARG instructions. They stay visible in the image: never secrets.</summary>
    [Parameter, Alias("BuildArg")]
    public Hashtable? BuildArgument { get; set; }

    /// <summary>Build secrets by id: the file that holds each.</summary>
    [Parameter]
    public Hashtable? Secret { get; set; }

    /// <summary>Additional named contexts: a folder or an image reference each.</summary>
    [Parameter]
    public Hashtable? BuildContext { get; set; }

    /// <summary>Ignores earlier results of a container CLI.</summary>
    [Parameter]
    public SwitchParameter NoCache { get; set; }

    /// <summary>Looks base images up in the registry even when a container CLI has them.</summary>
    [Parameter]
    public SwitchParameter Pull { get; set; }

    /// <summary>Allows plain http to registries outside loopback.</summary>
    [Parameter]
    public SwitchParameter AllowInsecureRegistry { get; set; }

    /// <summary>One request for each folder that the paths name.</summary>
    private protected IEnumerable<ProjectRequest> Requests() =>
        new ProjectPaths(this, Fail).Find(this).Select(found => this.ToRequest(found.Folder, found.Dockerfile));

    /// <summary>How to build a Dockerfile that is not known yet: every parameter is read now, on the pipeline
    /// thread.</summary>
    private protected Func<LambdaDockerfile, BuildRequest> BuildRequests(AwsSession session, string? tag)
    {
        var paths = new ProjectPaths(this, Fail);
        var (engine, target) = (Engine, Given(Target));
        var output = Given(Output) is { } place ? paths.Exact(place) : null;
        var none = new Dictionary<string, string>();
        var arguments = Pairs(BuildArgument) ?? none;
        var secrets = Pairs(Secret, paths.Exact) ?? none;
        var contexts = Pairs(BuildContext, context => paths.Existing(context) ?? context) ?? none;
        var (noCache, pull, insecure) = (NoCache.IsPresent, Pull.IsPresent, AllowInsecureRegistry.IsPresent);
        return dockerfile => new()
        {
            Dockerfile = dockerfile,
            Engine = engine,
            Tag = tag,
            Output = output,
            Target = target,
            BuildArguments = arguments,
            Secrets = secrets,
            BuildContexts = contexts,
            NoCache = noCache,
            Pull = pull,
            AllowInsecureRegistry = insecure,
            Session = session,
        };
    }
}
