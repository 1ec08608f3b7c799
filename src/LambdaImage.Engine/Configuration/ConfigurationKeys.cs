using System.Text.RegularExpressions;
using static LambdaImage.Engine.Configuration.ConfigurationShape;

namespace LambdaImage.Engine.Configuration;

/// <summary>Every key of lambda-image.yml.</summary>
internal static partial class ConfigurationKeys
{
    private static readonly string[] LogLevels = ["trace", "debug", "info", "warn", "error", "fatal"];

    /// <summary>The keys of one image: all of a file that describes one project, and of each member of <c>images</c>.</summary>
    public static readonly ConfigurationKey Image = Keys("", "the project", "What LambdaImage is told about a project: how its image is made, where detection is not enough.",
        new("framework", Text, "the framework", "Name of the framework, instead of detecting it."),
        new("handler", Text, "the handler", "What Lambda calls, in the form the runtime expects (app.handler); for servers behind the web adapter the command that starts them."),
        new("command", Words, "what the image runs", "CMD of the image, one word an item, instead of the detected one."),
        new("architecture", Choice, "the processor", "Processor to build for.") { Choices = ["x86_64", "arm64"] },
        new("runtimeVersion", Text, "the runtime's version", "Version of the language runtime, as in the base image's tag. Quote it: \"3.10\"."),
        new("name", Text, "the name of the service", "Name of the service, part of the default repository name."),
        new("dockerfile", ConfigurationShape.File, "custom mode", "The project's own Dockerfile: custom mode. Relative to this file."),
        new("image", Text, "prebuilt mode", "Reference of an existing image: prebuilt mode, nothing is built."),
        Keys("base", "the base image", "Base image of the final stage, whole or by part; each part replaces that part of the detected image.",
            new("image", Text, "the base image", "Whole reference; beats the other parts.") { Pattern = ImageName(), Kind = "an image reference" },
            new("name", Text, "the base image's repository", "Registry and repository without tag.") { Pattern = ImageName(), Kind = "the name of a repository" },
            new("tag", Text, "the base image's tag", "Whole tag.") { Pattern = Tag(), Kind = "a tag" },
            new("variant", Text, "the base image's variant", "What follows the version in the tag, for example slim; '' for the full image.") { Pattern = Variant(), Kind = "the end of a tag", MayBeEmpty = true },
            new("distribution", Choice, "the base image's distribution", "Distribution, where the image's name does not tell it: decides about the package manager.")
            {
                Choices = ["amazonLinux2023", "amazonLinux2", "debian", "alpine"],
            },
            new("pin", Flag, "whether base images are pinned", "Whether every base image is pinned to the digest that its tag has; pins stay until -PinBase renews them.")),
        Keys("packages", "system packages", "System packages in the names of the base image's distribution, besides those found from dependencies.",
            new("auto", Flag, "whether packages are found from dependencies", "Whether packages are found from the project's dependencies; true unless given."),
            Packages("all", "packages of every stage", "For every stage."),
            Packages("build", "packages of the build stage", "For the stage that installs and compiles."),
            Packages("deployment", "packages of the image", "For the image itself.")),
        new("environment", Variables, "variables of the image", "Variables of the image (ENV). $NAME is expanded as in a Dockerfile, $$ is a dollar. They are readable in the image: never secrets."),
        Keys("buildArguments", "build arguments", "ARG instructions by place, with their default or nothing. They stay readable in the image's history: never secrets.",
            new("top", Arguments, "build arguments above the first FROM", "Before the first FROM."),
            new("build", Arguments, "build arguments of the build stage", "In the stage that installs and compiles."),
            new("deployment", Arguments, "build arguments of the image", "In the image itself.")),
        new("secrets", Secrets, "the secrets of installation steps", "Secrets that installation steps may read, by id; their values are given when the image is built (-Secret) and are never part of it."),
        new("ssh", Flag, "whether installation steps use the SSH agent", "Whether installation steps may use the SSH agent of the machine that builds."),
        new("copyBeforeInstall", Words, "what is copied before dependencies are installed", "Files and folders, relative to the project, that dependencies are installed from besides the usual manifests.")
        {
            Pattern = ProjectPath(),
            Kind = "a path inside the project",
        },
        Keys("hooks", "instructions of your own", "Files with Dockerfile instructions of your own, relative to this file. Without the key a file .lambda-image/hooks/<name>.dockerfile is taken when it is there; '' takes none.",
            Hook("beforeBuild", "instructions before dependencies are installed", "After the build stage's packages, before dependencies are installed (before-build)."),
            Hook("afterBuild", "instructions at the end of the build stage", "At the end of the build stage (after-build)."),
            Hook("beforeDeployment", "instructions before the code comes in", "After the final stage's packages, before the code comes in (before-deployment)."),
            Hook("afterDeployment", "instructions at the end of the image", "At the end of the final stage, before ENTRYPOINT and CMD (after-deployment).")),
        new("commands", Steps, "commands of steps", "Commands that replace named steps of a framework (build, assets, bootsnap, …); '' or false leaves the step out."),
        new("user", Text, "the image's user", "User of the image, as uid:gid or a name that the base image knows. Lambda ignores it; local runs and scanners do not.")
        {
            Pattern = UserName(),
            Kind = "a user: write uid:gid, or a name",
        },
        new("normalizePermissions", Flag, "whether everybody may read the image's files", "Whether everybody may read the image's files, as Lambda's own user must, whatever your umask is; true unless given."),
        Keys("webAdapter", "the Lambda Web Adapter", "Settings of the Lambda Web Adapter, for web frameworks.",
            new("image", Text, "the web adapter's image", "Image that the adapter is copied from, for example a mirror.") { Pattern = ImageName(), Kind = "an image reference" },
            new("port", Port, "the server's port", "Port of the web server."),
            new("readinessPort", Port, "the port that is asked for readiness", "Port that is asked whether the server is ready."),
            new("readinessPath", Text, "the path that is asked for readiness", "Path that is asked whether the server is ready."),
            new("readinessProtocol", Choice, "how readiness is asked", "How readiness is asked.") { Choices = ["http", "tcp"] },
            new("healthyStatus", Text, "the statuses that mean ready", "Statuses that mean ready, for example 200-399.") { Pattern = Statuses(), Kind = "a list of statuses: write 200-399,404" },
            new("asyncInit", Flag, "whether the server may start slowly", "Whether the server may go on starting after Lambda's ten seconds of initialisation."),
            new("invokeMode", Choice, "how responses are sent", "How responses are sent.") { Choices = ["buffered", "response_stream"] },
            new("compression", Flag, "whether responses are compressed", "Whether responses are compressed."),
            new("removeBasePath", Text, "the start of the path that is removed", "Start of the path that is removed, for example the name of a stage."),
            new("passThroughPath", Text, "the path of other events", "Path that gets events which are no HTTP requests."),
            new("errorStatusCodes", Text, "the statuses that are failures", "Statuses that count as failures of the function, for example 500-599.") { Pattern = Statuses(), Kind = "a list of statuses: write 500,502-504" },
            new("authorizationSource", Text, "the header that becomes Authorization", "Header that becomes Authorization.")),
        new("cacheMounts", Flag, "whether downloads are kept between builds", "Whether installation steps keep their downloads between builds with cache mounts, which need BuildKit, podman or buildah; true unless given."),
        new("forceRubyPlatform", Flag, "whether gems are compiled", "Whether Bundler compiles gems instead of taking precompiled ones."),
        new("dependencyInstall", Choice, "where dependencies are installed", "Where dependencies are installed: in a container, on this machine, or as the machine allows.") { Choices = ["auto", "container", "host"] },
        new("ignore", Words, "what stays out of the image", "Further patterns for the generated .dockerignore; ! takes something in again."),
        new("labels", Map, "labels of the image", "Labels of the image, by name. Everybody who has the image can read them: never secrets."),
        new("sourceLabels", Flag, "whether the image tells its source", "Whether the image gets labels with commit, repository, branch, user and tool. Its digest then changes with each of them; false unless given."),
        new("sbom", Flag, "whether an SBOM is published", "Whether publishing stores an SBOM (CycloneDX) beside the image, read from the project's lock files; false unless given."),
        new("target", Text, "the stage that is built", "Stage of your own Dockerfile to stop at."),
        new("baseMirror", Text, "where base images are kept", "Prefix of repositories in your Amazon ECR, or registry and prefix, that base images are copied to once and taken from afterwards."),
        new("builder", Text, "the builder", "Name of the buildx builder that builds, for example a remote one or one on Kubernetes; with it docker builds."),
        new("network", Text, "the network of RUN steps", "Network of RUN steps: host, none, or a name that the container CLI knows."),
        new("cacheFrom", Words, "where the cache is read", "Caches that container CLIs read: a reference, or type=registry,ref=…; the daemonless engine needs none."),
        new("cacheTo", Words, "where the cache is written", "Caches that container CLIs write."),
        new("buildOptions", Words, "further arguments of the build", "Arguments for the build of a container CLI, as they are; such a build cannot be daemonless."));

    /// <summary>What only a service has: images, functions, and what they share.</summary>
    public static readonly ConfigurationKey Service = Keys("", "the service", "Images and functions that belong together.",
        new("service", Text, "the service", "Name of the service: part of the names of repository and functions.") { Pattern = ServiceName(), Kind = "a name: letters, digits, '-' and '_'" },
        new("stage", Text, "the stage", "Stage when none is given with -Stage; dev otherwise.") { Pattern = ServiceName(), Kind = "a name: letters, digits, '-' and '_'" },
        new("region", Text, "the Region", "AWS Region when none is given with -Region."),
        new("profile", Text, "the AWS profile", "AWS profile when none is given with -ProfileName."),
        new("variables", Variables, "values by name", "Values by name, filled in for ${var:NAME} anywhere in the file."),
        Keys("repository", "the repository", "The ECR repository that all images of the service go to, each with a tag of its own.",
            new("name", Text, "the repository's name", "Its name, with {service} and {stage} filled in; serverless-{service}-{stage} unless given."),
            new("imageTags", Words, "the tags of images", "Tags for each image, with {image}, {stage}, {version}, {timestamp}, {branch}, {sha} and {dirty} filled in; {image} unless given."),
            new("scanOnPush", Flag, "whether images are scanned", "Whether each image is scanned when it is pushed."),
            new("tagMutability", Choice, "whether tags can be moved", "Whether tags can be moved.") { Choices = ["mutable", "immutable"] },
            new("tagMutabilityExclusions", Words, "tags for which the opposite holds", "Patterns of tags for which the opposite holds."),
            new("encryption", Choice, "the encryption", "Encryption at rest, when the repository is created.") { Choices = ["aes256", "kms", "kmsDsse"] },
            new("kmsKey", Text, "the encryption's key", "Key for KMS encryption."),
            new("lifecyclePolicy", ConfigurationShape.File, "the lifecycle policy", "File with its lifecycle policy, relative to this file."),
            new("maxImages", Number, "how many untagged images are kept", "How many untagged images its lifecycle policy keeps; tagged ones never expire."),
            new("tags", Map, "the repository's own tags", "Tags of the repository itself."),
            new("lambdaAccounts", Words, "accounts that may run the images", "Other accounts whose functions may run the images.")),
        Keys("defaults", "what functions share", "Settings of all functions, each of which may say otherwise.", Function()),
        new("images", Named, "the images", "Images by name.")
        {
            Pattern = ImageKey(),
            Kind = "the name of an image: a small letter, then small letters, digits, '-' and '_', 32 at most",
            ShortFor = text => text.Contains(".dkr.", StringComparison.Ordinal) ? "uri" : "path",
            Members =
            [
                new("path", Text, "the image's folder", "Its folder, relative to this file: build context and project. Default: the folder of this file."),
                new("uri", Text, "an image that is there", "An image in Amazon ECR that functions run as it is: nothing is built or pushed."),
                .. Image.Members,
            ],
        },
        new("functions", Named, "the functions", "Functions by name.")
        {
            Pattern = ServiceName(),
            Kind = "a name: letters, digits, '-' and '_'",
            ShortFor = text => text.Contains(".dkr.", StringComparison.Ordinal) ? "uri" : "image",
            Members =
            [
                new("name", Text, "the function's name", "Name or ARN of the function in AWS; {service}-{stage}-{key} unless given."),
                new("image", Text, "the function's image", "Name of one of the images; not needed when there is one only."),
                new("uri", Text, "the function's image", "An image in Amazon ECR instead, by digest or tag."),
                .. Function(),
            ],
        });

    /// <summary>The file as a section.</summary>
    public static readonly ConfigurationKey Root = Keys("", "the project", Image.Description,
    [
        .. Image.Members,
        .. Service.Members,
        new("stages", Named, "what a stage changes", "What differs by stage: any key but service, stage and stages.")
        {
            Pattern = ServiceName(),
            Kind = "a name: letters, digits, '-' and '_'",
            Members = [.. Image.Members, .. Service.Members.Where(key => key.Name is not ("service" or "stage"))],
        },
    ]);

    /// <summary>Paths of all keys of one image that hold a value, in the order of the file.</summary>
    public static IReadOnlyList<(string Path, ConfigurationKey Key)> Leaves { get; } = [.. Below("", Image)];

    /// <summary>Paths of all keys that only services have; <c>*</c> stands for a name.</summary>
    public static IReadOnlyList<(string Path, ConfigurationKey Key)> ServiceLeaves { get; } =
        [.. Below("", Service).Where(leaf => leaf.Path is "images.*.path" or "images.*.uri" || !leaf.Path.StartsWith("images.", StringComparison.Ordinal))];

    /// <summary>Paths of all keys.</summary>
    public static IEnumerable<(string Path, ConfigurationKey Key)> AllLeaves => [.. Leaves, .. ServiceLeaves];

    /// <summary>Name of a key with those of the sections around it.</summary>
    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static IEnumerable<(string Path, ConfigurationKey Key)> Below(string path, ConfigurationKey section) => section.Members.SelectMany(member =>
        member.Shape == Section ? Below(Join(path, member.Name), member)
        : member.Shape == Named ? Below(Join(path, member.Name) + ".*", member)
        : [(Join(path, member.Name), member)]);

    /// <summary>What a function can be told, in <c>functions</c> and <c>defaults</c> alike.</summary>
    private static ConfigurationKey[] Function() =>
    [
        new("command", Words, "the function's command", "Overrides CMD; an empty list goes back to the image's own."),
        new("entryPoint", Words, "the function's entry point", "Overrides ENTRYPOINT; an empty list goes back to the image's own."),
        new("workingDirectory", Text, "the function's folder", "Overrides WORKDIR; '' goes back to the image's own.") { MayBeEmpty = true },
        new("memory", Number, "the memory", "Memory in MB."),
        new("timeout", Number, "the time-out", "Time-out in seconds."),
        new("ephemeralStorage", Number, "the size of /tmp", "Size of /tmp in MB."),
        new("environment", Variables, "the function's variables", "Environment variables of the function."),
        new("environmentMode", Choice, "what happens to other variables", "Whether variables replace all that the function has, or are merged into them; replace unless given.") { Choices = ["replace", "merge"] },
        new("role", Text, "the execution role", "Name or ARN of the execution role; needed to create the function."),
        new("createRole", Flag, "whether the role is created", "Whether a missing role is created, with the least that the function needs."),
        new("description", Text, "the description", "Description of the function.") { MayBeEmpty = true },
        new("publish", Flag, "whether a version is published", "Whether a version is published after each change."),
        new("subnets", Words, "the subnets", "Subnets in a VPC; an empty list takes the function out of it."),
        new("securityGroups", Words, "the security groups", "Security groups in the VPC."),
        new("tracing", Choice, "tracing", "Whether AWS X-Ray samples requests.") { Choices = ["passThrough", "active"] },
        new("deadLetter", Text, "where failed events go", "ARN of the queue or topic for asynchronous events that failed; '' takes it away.") { MayBeEmpty = true },
        new("kmsKey", Text, "the key of the environment", "ARN of the KMS key; '' goes back to AWS's own.") { MayBeEmpty = true },
        new("fileSystems", Map, "file systems", "ARNs of access points by the path below /mnt/ where the function sees them."),
        new("logFormat", Choice, "the form of logs", "Format of the logs.") { Choices = ["text", "json"] },
        new("applicationLogLevel", Choice, "the program's log level", "Least severe lines of the program; needs the json format.") { Choices = LogLevels },
        new("systemLogLevel", Choice, "Lambda's log level", "Least severe lines of Lambda; needs the json format.") { Choices = LogLevels },
        new("logGroup", Text, "the log group", "CloudWatch log group."),
        new("snapStart", Choice, "snapshots", "Whether published versions start from a snapshot.") { Choices = [.. Enum.GetNames<SnapStartMode>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])] },
        new("reservedConcurrency", Number, "the reserved concurrency", "Executions kept for the function, which are its limit too; -1 gives them back."),
        new("tags", Map, "the function's tags", "Tags of the function."),
        Keys("url", "the address", "HTTPS address of the function.",
            new("auth", Choice, "who may call the address", "Who may call it: everybody, those whom IAM lets, or absent: there is none.") { Choices = ["none", "awsIam", "absent"] },
            new("invokeMode", Choice, "how the address answers", "How it answers.") { Choices = ["buffered", "responseStream"] },
            new("allowOrigins", Words, "sites that may call", "Sites whose pages may call it; * for all."),
            new("allowMethods", Words, "methods that may be used", "Methods that such pages may use."),
            new("allowHeaders", Words, "headers that may be sent", "Headers that such pages may send."),
            new("exposeHeaders", Words, "headers that may be read", "Answer headers that such pages may read."),
            new("allowCredentials", Flag, "whether cookies may be sent", "Whether such pages may send cookies."),
            new("maxAge", Number, "how long browsers remember", "How long browsers may remember this, in seconds.")),
        new("permissions", Named, "who else may call the function", "Statements of the function's resource policy, by their names; a single text is the principal.")
        {
            Pattern = StatementId(),
            Kind = "a name of a statement: letters, digits, '-' and '_', 100 at most",
            ShortFor = _ => "principal",
            Members =
            [
                new("principal", Text, "who may call", "Who: a service such as s3.amazonaws.com, an account, or an ARN."),
                new("action", Text, "what they may do", "What they may do; lambda:InvokeFunction unless given."),
                new("sourceArn", Text, "the resource that calls", "ARN of the resource that calls, for services; * matches any characters."),
                new("sourceAccount", Text, "the account of what calls", "Account that owns the resource that calls, for services. Quote it: \"012345678901\"."),
            ],
        },
        Keys("traffic", "how callers come to a new version", "How callers come to a new version. Callers use the alias.",
            new("alias", Text, "the alias", "Alias to point at the new version, which is published for it; created where there is none.")
            {
                Pattern = AliasName(),
                Kind = "a name of an alias: letters, digits, '-' and '_', and not digits alone",
            },
            new("canary", Words, "the shares of a canary", "Percentages of the traffic that the new version gets, one after the other, before it gets all.") { Pattern = Percentage(), Kind = "a percentage: write 10" },
            new("bakeTime", Text, "how long a share is watched", "How long each share is watched: 30s, 5m, 1h; 5m unless given.") { Pattern = Duration(), Kind = "a time: write 30s, 5m or 1h" },
            new("alarms", Words, "alarms that undo a canary", "CloudWatch alarms that undo a canary when they ring."),
            new("maxErrorPercent", Text, "how much may fail", "Percentage of the new version's invocations that may fail during a canary; 5 unless given, where metrics may be read.")
            {
                Pattern = Percentage(),
                Kind = "a percentage: write 5",
            },
            new("smokePayload", Text, "the event that tests a version", "JSON event that the new version must answer before it gets traffic: '{\"path\": \"/health\"}'. Everybody can read the file: never secrets."),
            new("smokeExpect", Text, "what the answer must match", "Regular expression that the answer must match; any answer that is no error unless given.")),
        Keys("release", "what comes before traffic", "What a release needs before the new version gets traffic, for example the migration of a database.",
            new("command", Words, "the release command", "Program and arguments to run in the new image on the machine that deploys, with the function's environment, before the function is touched."),
            new("engine", Choice, "who runs the release command", "Container engine for the command; the first that works unless given.") { Choices = ["auto", "docker", "podman"] },
            new("credentials", Flag, "whether the release command gets credentials", "Whether the command gets the AWS credentials of the run."),
            new("payload", Text, "the event of a release", "JSON event that makes the new version itself do it, before its test and before traffic; needs an alias.")),
    ];

    private static ConfigurationKey Keys(string name, string decides, string description, params ConfigurationKey[] members) =>
        new(name, Section, decides, description) { Members = members };

    private static ConfigurationKey Packages(string name, string decides, string description) =>
        new(name, Words, decides, description) { Pattern = PackageName(), Kind = "the name of a package" };

    private static ConfigurationKey Hook(string name, string decides, string description) =>
        new(name, ConfigurationShape.File, decides, description) { MayBeEmpty = true };

    [GeneratedRegex(@"^[A-Za-z0-9$][A-Za-z0-9._:/@${}-]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ImageName();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ServiceName();

    /// <summary>As in the Serverless Framework, so that its images keep their names.</summary>
    [GeneratedRegex("^[a-z][a-z0-9_-]{0,31}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ImageKey();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("^[A-Za-z0-9_.-]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variant();

    [GeneratedRegex("^[@A-Za-z0-9][A-Za-z0-9+._:@/=~-]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PackageName();

    [GeneratedRegex(@"^(?![/\\])(?![A-Za-z]:)(?!.*(^|[/\\])\.\.([/\\]|$)).+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProjectPath();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserName();

    /// <summary>As the API's model has it.</summary>
    [GeneratedRegex("^(?![0-9]+$)[A-Za-z0-9_-]{1,128}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AliasName();

    /// <summary>As the API's model has it.</summary>
    [GeneratedRegex("^[A-Za-z0-9_-]{1,100}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StatementId();

    [GeneratedRegex(@"^(100|[0-9]{1,2}(\.[0-9]{1,4})?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Percentage();

    [GeneratedRegex("^(?=.)([0-9]{1,4}h)?([0-9]{1,5}m)?([0-9]{1,6}s)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duration();

    [GeneratedRegex("^[1-5][0-9]{2}(-[1-5][0-9]{2})?(,[1-5][0-9]{2}(-[1-5][0-9]{2})?)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Statuses();
}
