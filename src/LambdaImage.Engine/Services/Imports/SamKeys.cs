namespace LambdaImage.Engine.Services.Imports;

/// <summary>Every key of a SAM template that concerns functions made of images. Below <c>Globals.Function</c> they are the same.</summary>
internal static class SamKeys
{
    private const string Events = "what calls a function is not deployed here: Keep SAM or CloudFormation for it, or use url for an HTTPS address.";
    private const string Zip = "it is about .zip archives: Nothing is needed, an image brings its own.";
    private const string Async = "it is not set here: Keep it where it is, updates do not touch it.";
    private const string Deploy = "it is chosen for each deployment here: See -Alias and -Canary of Deploy-LambdaImage.";

    public static IReadOnlyList<ImportKey> All { get; } =
    [
        new("PackageType", "", "everything here is an image: Nothing is needed.") { IsSilent = true },
        new("ImageUri", "functions.*.uri", "Where there is no Metadata to build from.") { IsSpecial = true },
        new("ImageConfig.Command", "functions.*.command") { IsSpecial = true },
        new("ImageConfig.EntryPoint", "functions.*.entryPoint") { IsSpecial = true },
        new("ImageConfig.WorkingDirectory", "functions.*.workingDirectory") { IsSpecial = true },
        new("Metadata.Dockerfile", "images.*.dockerfile") { IsSpecial = true },
        new("Metadata.DockerContext", "images.*.path") { IsSpecial = true },
        new("Metadata.DockerTag", "repository.imageTags", "The tag is the image's name unless given; SAM's is the same for all.") { IsSpecial = true },
        new("Metadata.DockerBuildTarget", "images.*.target") { IsSpecial = true },
        new("Metadata.DockerBuildArgs", "images.*.buildArguments.top") { IsSpecial = true },
        new("Metadata.DockerBuildExtraParams", "images.*.buildOptions", "Options with a key of their own become that key.") { IsSpecial = true },
        new("FunctionName", "functions.*.name", "Without it CloudFormation makes one up; here it is `{service}-{stage}-{key}`."),
        new("Description", "functions.*.description"),
        new("MemorySize", "functions.*.memory"),
        new("Timeout", "functions.*.timeout"),
        new("EphemeralStorage", "functions.*.ephemeralStorage", "`Size`.") { IsSpecial = true },
        new("Environment", "functions.*.environment", "`Variables`.") { IsSpecial = true },
        new("Architectures", "images.*.architecture") { IsSpecial = true },
        new("Role", "functions.*.role", "Without it the role is created, as SAM does."),
        new("Policies", "", "policies are not written here: Give role, or add them to the role that createRole made."),
        new("PermissionsBoundary", "", "roles are made without one: Give role."),
        new("AssumeRolePolicyDocument", "", "roles are made for Lambda only: Give role."),
        new("Tags", "functions.*.tags"),
        new("PropagateTags", "", "there is no stack whose tags could be passed on: Write them below tags.") { IsSilent = true },
        new("VpcConfig", "functions.*.subnets", "`SubnetIds` and `SecurityGroupIds`.") { IsSpecial = true },
        new("Tracing", "functions.*.tracing") { IsSpecial = true },
        new("KmsKeyArn", "functions.*.kmsKey"),
        new("DeadLetterQueue", "functions.*.deadLetter", "`TargetArn`.") { IsSpecial = true },
        new("FileSystemConfigs", "functions.*.fileSystems") { IsSpecial = true },
        new("LoggingConfig", "functions.*.logFormat", "`LogFormat`, `ApplicationLogLevel`, `SystemLogLevel` and `LogGroup`.") { IsSpecial = true },
        new("SnapStart", "functions.*.snapStart") { IsSpecial = true },
        new("ReservedConcurrentExecutions", "functions.*.reservedConcurrency"),
        new("FunctionUrlConfig", "functions.*.url.auth", "With `invokeMode` and cors.") { IsSpecial = true },
        new(SamPermission.Type, "functions.*.permissions.*.principal", "A resource whose values are all written out, below its own name.") { IsSpecial = true },
        new("AutoPublishAlias", "functions.*.traffic.alias", "A version is published for it."),
        new("AutoPublishAliasAllProperties", "", Deploy),
        new("AutoPublishCodeSha256", "", Deploy),
        new("DeploymentPreference", "functions.*.traffic.canary", "`Type` with `bakeTime`, for example `Canary10Percent5Minutes`; `Linear…` becomes rising shares; `Alarms`.") { IsSpecial = true },
        new("VersionDescription", "", Deploy),
        new("VersionDeletionPolicy", "", Deploy),
        new("ProvisionedConcurrencyConfig", "", Async),
        new("EventInvokeConfig", "", Async),
        new("Events", "", Events),
        new("Handler", "", Zip) { IsSilent = true },
        new("Runtime", "", Zip) { IsSilent = true },
        new("CodeUri", "", Zip) { IsSilent = true },
        new("InlineCode", "", Zip) { IsSilent = true },
        new("Layers", "", "functions made of images have no layers: Copy their files into the image, extensions to /opt/extensions."),
        new("CodeSigningConfigArn", "", Zip) { IsSilent = true },
        new("RuntimeManagementConfig", "", Zip) { IsSilent = true },
        new("RolePath", "", "roles are made without one: Give role."),
        new("RecursiveLoop", "", Async),
    ];
}
