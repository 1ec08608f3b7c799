using System.Collections;
using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using static LambdaImage.Binding.Arguments;
using static LambdaImage.Binding.ParameterSets;

namespace LambdaImage.Commands;

/// <summary>Gives a cmdlet the parameters of a build, and those of ProjectCommand: C# has one base class only, and
/// a test keeps the two alike.</summary>
/// <typeparam name="TResult">The record that the cmdlet writes.</typeparam>
public abstract class BuildCommand<TResult> : RegistryCommand<TResult>, IProjectParameters
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

    /// <summary>Who builds the image.</summary>
    [Parameter]
    public BuildEngine Engine { get; set; }

    /// <summary>The buildx builder that builds, for example a remote one or one on Kubernetes. With it docker builds, also
    /// where no daemon runs.</summary>
    [Parameter, ArgumentCompleter(typeof(BuilderCompleter))]
    public string? Builder { get; set; }

    /// <summary>Network of RUN steps: host, none, or a name that the container CLI knows.</summary>
    [Parameter]
    public string? Network { get; set; }

    /// <summary>Caches that a container CLI reads: a reference, or type=registry,ref=….</summary>
    [Parameter]
    public string[]? CacheFrom { get; set; }

    /// <summary>Caches that a container CLI writes.</summary>
    [Parameter]
    public string[]? CacheTo { get; set; }

    /// <summary>Further arguments for the build of a container CLI, as they are: '--add-host=db:10.0.0.5'.</summary>
    [Parameter]
    public string[]? BuildOption { get; set; }

    /// <summary>Folder for an OCI layout, or a path ending in .tar for a docker archive.</summary>
    [Parameter]
    public string? Output { get; set; }

    /// <summary>Stage of the Dockerfile to stop at.</summary>
    [Parameter, ArgumentCompleter(typeof(TargetCompleter))]
    public string? Target { get; set; }

    /// <summary>Values for ARG instructions. They stay visible in the image: never secrets.</summary>
    [Parameter, Alias("BuildArg"), PairsArgument]
    [ArgumentCompleter(typeof(BuildArgumentCompleter))]
    public Hashtable? BuildArgument { get; set; }

    /// <summary>Labels of the image: @{ 'com.example.team' = 'shop' }. They stay visible in the image: never secrets.</summary>
    [Parameter, PairsArgument]
    public Hashtable? Label { get; set; }

    /// <summary>Adds labels that tell commit, repository, branch, user and tool. The image's digest then changes with
    /// them, also where the project has not changed.</summary>
    [Parameter]
    public SwitchParameter SourceLabel { get; set; }

    /// <summary>Build secrets by id: the file that holds each, or env:NAME for an environment variable.</summary>
    [Parameter, PairsArgument]
    public Hashtable? Secret { get; set; }

    /// <summary>Additional named contexts, which stand in for what FROM and COPY --from name: a folder, an image reference or oci-layout://FOLDER:TAG each.</summary>
    [Parameter, PairsArgument]
    public Hashtable? BuildContext { get; set; }

    /// <summary>Neither uses nor keeps earlier results: layers, installed dependencies and saved images.</summary>
    [Parameter]
    public SwitchParameter NoCache { get; set; }

    /// <summary>Looks base images up in the registry even when a container CLI has them.</summary>
    [Parameter]
    public SwitchParameter Pull { get; set; }

    /// <summary>Prefix of repositories in your Amazon ECR, or registry and prefix, that base images are copied to once and taken from afterwards. With -Pull,
    /// one whose tag has moved on is copied again.</summary>
    [Parameter]
    public string? BaseMirror { get; set; }

    /// <summary>One request for each folder that the paths name.</summary>
    private protected IEnumerable<ProjectRequest> Requests()
    {
        var paths = new ProjectPaths(this, Fail);
        return paths.Find(this).Select(found => this.ToRequest(paths, found.Folder, found.Dockerfile));
    }

    /// <summary>How to make the Dockerfile of a project that is not known yet.</summary>
    private protected Func<LambdaProject, DockerfileRequest> DockerfileRequests(AwsSession session, bool force)
    {
        var (engine, renew, insecure) = (Engine.With(Given(Builder)), PinBase.IsPresent, AllowInsecureRegistry.IsPresent);
        return project => new()
        {
            Project = project,
            Force = force,
            RenewPins = renew,
            Engine = engine,
            AllowInsecureRegistry = insecure,
            Session = session,
        };
    }

    /// <summary>How to build a Dockerfile that is not known yet: every parameter is read now, on the pipeline
    /// thread.</summary>
    private protected Func<LambdaDockerfile, BuildRequest> BuildRequests(AwsSession session, string? tag)
    {
        var paths = new ProjectPaths(this, Fail);
        var (engine, target) = (Engine.With(Given(Builder)), Given(Target));
        var output = Given(Output) is { } place ? paths.Exact(place) : null;
        var none = new Dictionary<string, string>();
        var arguments = Pairs(BuildArgument) ?? none;
        var secrets = Pairs(Secret, secret => SecretPlace(secret, paths)) ?? none;
        var (labels, sourceLabels) = (Pairs(Label) ?? none, SourceLabel.IsPresent);
        var (builder, network) = (Given(Builder), Given(Network));
        var (cacheFrom, cacheTo, options) = (CacheFrom ?? [], CacheTo ?? [], BuildOption ?? []);
        var (ssh, mirror) = (Ssh.IsPresent, Given(BaseMirror));
        var contexts = Pairs(BuildContext, context => ContextPlace(context, paths)) ?? none;
        var (noCache, pull, insecure) = (NoCache.IsPresent, Pull.IsPresent, AllowInsecureRegistry.IsPresent);
        return dockerfile => new()
        {
            Dockerfile = dockerfile,
            Engine = engine,
            Builder = builder,
            Network = network,
            CacheFrom = cacheFrom,
            CacheTo = cacheTo,
            Arguments = options,
            Tag = tag,
            Output = output,
            Target = target,
            BuildArguments = arguments,
            Labels = labels,
            SourceLabels = sourceLabels,
            Secrets = secrets,
            Ssh = ssh,
            BuildContexts = contexts,
            NoCache = noCache,
            Pull = pull,
            BaseMirror = mirror,
            AllowInsecureRegistry = insecure,
            Session = session,
        };
    }

    private static string SecretPlace(string secret, ProjectPaths paths) =>
        secret.StartsWith(BuildRequest.SecretVariablePrefix, StringComparison.OrdinalIgnoreCase)
            ? BuildRequest.SecretVariablePrefix + secret[BuildRequest.SecretVariablePrefix.Length..]
            : paths.Exact(secret);

    /// <summary>Paths in it made absolute.</summary>
    private static string ContextPlace(string context, ProjectPaths paths)
    {
        if (!context.StartsWith(BuildRequest.LayoutPrefix, StringComparison.Ordinal)) return paths.Existing(context) ?? context;
        var layout = context[BuildRequest.LayoutPrefix.Length..];
        var end = layout.IndexOfAny([':', '@'], layout.LastIndexOfAny(['/', '\\']) + 1);
        return BuildRequest.LayoutPrefix + (end < 0 ? paths.Exact(layout) : paths.Exact(layout[..end]) + layout[end..]);
    }
}
