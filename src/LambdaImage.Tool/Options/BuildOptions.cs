using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>How to build.</summary>
internal sealed class BuildOptions : OptionGroup
{
    private readonly Option<BuildEngine> _engine;
    private readonly Option<string?> _builder;
    private readonly Option<string?> _network;
    private readonly Option<string[]> _cacheFrom;
    private readonly Option<string[]> _cacheTo;
    private readonly Option<string[]> _buildOptions;
    private readonly Option<string?> _output;
    private readonly Option<string?> _localTag;
    private readonly Option<string?> _target;
    private readonly Option<string[]> _arguments;
    private readonly Option<string[]> _labels;
    private readonly Option<bool> _sourceLabels;
    private readonly Option<string[]> _secrets;
    private readonly Option<string[]> _contexts;
    private readonly Option<bool> _noCache;
    private readonly Option<bool> _pull;
    private readonly Option<string?> _baseMirror;

    public BuildOptions()
    {
        _engine = Add<BuildEngine>("--engine", "Who builds: Auto, Daemonless, Docker, Podman, Buildah, Finch or Nerdctl.");
        _builder = Add<string?>("--builder", "The buildx builder that builds, for example a remote one or one on Kubernetes; with it docker builds.");
        _network = Add<string?>("--network", "Network of RUN steps: host, none, or a name that the container CLI knows.");
        _cacheFrom = AddMany("--cache-from", "Cache that a container CLI reads: a reference, or type=registry,ref=….");
        _cacheTo = AddMany("--cache-to", "Cache that a container CLI writes.");
        _buildOptions = AddMany("--build-option", "A further argument for the build of a container CLI, as it is: --build-option=--add-host=db:10.0.0.5.");
        _output = Add<string?>("--output", "Also write the image: a folder for an OCI layout, a .tar path for a docker archive.", "-o");
        _localTag = Add<string?>("--local-tag", "Local name and tag of the image.");
        _target = Add<string?>("--target", "Stage to stop at.");
        _arguments = AddMany("--build-arg", "NAME=VALUE for an ARG instruction; stays visible in the image, so never a secret.");
        _labels = AddMany("--label", "NAME=VALUE, a label of the image; stays visible in it, so never a secret.");
        _sourceLabels = Add<bool>("--source-label", "Add labels that tell commit, repository, branch, user and tool; the digest then changes with them.");
        _secrets = AddMany("--secret", "ID=FILE or ID=env:NAME for a RUN --mount=type=secret,id=ID.");
        _contexts = AddMany("--build-context", "NAME=FOLDER, NAME=IMAGE or NAME=oci-layout://FOLDER:TAG for FROM NAME and COPY --from=NAME.");
        _noCache = Add<bool>("--no-cache", "Ignore earlier results.");
        _pull = Add<bool>("--pull", "Look base images up in their registry even when they are on the machine.");
        _baseMirror = Add<string?>("--base-mirror", "Prefix of repositories in your Amazon ECR, or registry and prefix, that base images are copied to once and taken from afterwards.");
    }

    /// <summary>Who builds.</summary>
    public BuildEngine Engine(ParseResult parsed) => parsed.GetValue(_engine).With(parsed.GetValue(_builder));

    public BuildRequest Read(ParseResult parsed, LambdaDockerfile dockerfile, SourceOptions source, AwsOptions aws) => new()
    {
        Dockerfile = dockerfile,
        Engine = Engine(parsed),
        Builder = parsed.GetValue(_builder),
        Network = parsed.GetValue(_network),
        CacheFrom = parsed.GetValue(_cacheFrom) ?? [],
        CacheTo = parsed.GetValue(_cacheTo) ?? [],
        Arguments = parsed.GetValue(_buildOptions) ?? [],
        Output = parsed.GetValue(_output) is { } output ? FullPath.Of(output, _output.Name) : null,
        Tag = parsed.GetValue(_localTag),
        Target = parsed.GetValue(_target),
        BuildArguments = Pairs(parsed, _arguments),
        Labels = Pairs(parsed, _labels),
        SourceLabels = parsed.GetValue(_sourceLabels),
        Secrets = Pairs(parsed, _secrets),
        Ssh = source.Ssh(parsed),
        BuildContexts = Pairs(parsed, _contexts),
        NoCache = parsed.GetValue(_noCache),
        Pull = parsed.GetValue(_pull),
        BaseMirror = parsed.GetValue(_baseMirror),
        AllowInsecureRegistry = aws.AllowInsecureRegistry(parsed),
        Session = aws.Session(parsed),
    };
}
