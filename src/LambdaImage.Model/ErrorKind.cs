namespace LambdaImage;

/// <summary>The stable identity of every failure. Scripts may test it: it is the FullyQualifiedErrorId and never changes for a given cause.</summary>
public enum ErrorKind
{
    /// <summary>A defect in LambdaImage itself.</summary>
    Unexpected,

    /// <summary>The request contradicts itself or lacks something.</summary>
    RequestInvalid,

    /// <summary>More than one build mode was asked for.</summary>
    ModeConflict,

    /// <summary>The project folder does not exist.</summary>
    ProjectNotFound,

    /// <summary>The project folder holds nothing that can be built.</summary>
    ProjectEmpty,

    /// <summary>No framework was recognised.</summary>
    ProjectNotRecognized,

    /// <summary>Several frameworks match equally well.</summary>
    ProjectAmbiguous,

    /// <summary>A file of the project cannot be read as what it claims to be.</summary>
    ProjectFileInvalid,

    /// <summary>The project asks for a runtime or part that Lambda images do not offer.</summary>
    RuntimeUnsupported,

    /// <summary>No handler was found, or the one given does not exist.</summary>
    HandlerNotFound,

    /// <summary>The project lacks a library that the Lambda runtime needs.</summary>
    DependencyMissing,

    /// <summary>There is no Dockerfile at the path given.</summary>
    DockerfileNotFound,

    /// <summary>A Dockerfile that LambdaImage did not write is in the way.</summary>
    DockerfileExists,

    /// <summary>The Dockerfile does not follow its grammar.</summary>
    DockerfileInvalid,

    /// <summary>The check of a Dockerfile found something as severe as was named a failure.</summary>
    DockerfileRejected,

    /// <summary>The chosen builder cannot carry out an instruction.</summary>
    InstructionUnsupported,

    /// <summary>A file that an instruction names is not in the build context.</summary>
    ContextFileNotFound,

    /// <summary>No builder is available, or not the one asked for.</summary>
    BuilderUnavailable,

    /// <summary>The builder ran and failed.</summary>
    BuildFailed,

    /// <summary>Dependencies cannot be installed on this machine: the language's tool is missing, or the project needs a container for it.</summary>
    DependencyInstallUnavailable,

    /// <summary>The image does not exist.</summary>
    ImageNotFound,

    /// <summary>The image or archive cannot be read.</summary>
    ImageInvalid,

    /// <summary>The image breaks a limit of Lambda.</summary>
    ImageTooLarge,

    /// <summary>Lambda cannot run the image: its format, operating system or entry point is wrong.</summary>
    ImageNotForLambda,

    /// <summary>Image and function, or image and request, are for different processors.</summary>
    ArchitectureMismatch,

    /// <summary>The bytes do not have the digest they should have.</summary>
    DigestMismatch,

    /// <summary>It is not known which base an image was built on, or which newer one there is.</summary>
    BaseUnknown,

    /// <summary>The image cannot be moved to another base without building it.</summary>
    RebaseRefused,

    /// <summary>The output cannot be written.</summary>
    OutputNotWritable,

    /// <summary>An image reference does not follow its grammar.</summary>
    ReferenceInvalid,

    /// <summary>The registry does not answer.</summary>
    RegistryUnreachable,

    /// <summary>The registry speaks plain http and is not on loopback.</summary>
    RegistryInsecure,

    /// <summary>The registry wants credentials that are missing or wrong.</summary>
    RegistryUnauthorized,

    /// <summary>The registry knows the caller and refuses.</summary>
    RegistryDenied,

    /// <summary>The registry limits the rate.</summary>
    RegistryThrottled,

    /// <summary>The repository does not exist.</summary>
    RepositoryNotFound,

    /// <summary>The registry refused the request for another reason.</summary>
    RegistryRejected,

    /// <summary>The tag exists, points at another digest, and cannot be moved.</summary>
    TagImmutable,

    /// <summary>The scan of an image found something as severe as was named a failure.</summary>
    ScanRejected,

    /// <summary>The image cannot be scanned, or its scan failed.</summary>
    ScanUnavailable,

    /// <summary>The wait for the scan ended before the scan did.</summary>
    ScanTimeout,

    /// <summary>It could not be found out completely which images are in use, so nothing was deleted.</summary>
    UsageUnknown,

    /// <summary>No AWS credentials were found.</summary>
    CredentialsNotFound,

    /// <summary>The AWS credentials are not accepted or have expired.</summary>
    CredentialsRejected,

    /// <summary>The named AWS profile does not exist or cannot be used.</summary>
    ProfileNotFound,

    /// <summary>No AWS Region is known.</summary>
    RegionNotFound,

    /// <summary>The caller lacks an IAM permission.</summary>
    AccessDenied,

    /// <summary>AWS limits the rate.</summary>
    AwsThrottled,

    /// <summary>The AWS service does not answer or has failed.</summary>
    AwsUnavailable,

    /// <summary>The AWS service refused the request for another reason.</summary>
    AwsRejected,

    /// <summary>The function does not exist and no role was given to create it with.</summary>
    FunctionNotFound,

    /// <summary>The IAM role that a function shall run as does not exist.</summary>
    RoleNotFound,

    /// <summary>The function is deployed from a .zip archive, which cannot be changed in place.</summary>
    FunctionIsZip,

    /// <summary>Another update of the function is in progress.</summary>
    FunctionBusy,

    /// <summary>Lambda reported that the function could not be created or updated.</summary>
    FunctionFailed,

    /// <summary>The wait for the function ended before Lambda did.</summary>
    FunctionTimeout,

    /// <summary>The function has no such version, or none to go back to.</summary>
    VersionNotFound,

    /// <summary>The command before the release failed, so that no traffic moved.</summary>
    ReleaseCommandFailed,

    /// <summary>The new version did not answer its test as it should, so that no traffic moved.</summary>
    SmokeTestFailed,

    /// <summary>A CloudWatch alarm does not exist, or rings already.</summary>
    AlarmUnusable,

    /// <summary>The new version was not healthy on its share of the traffic, and was taken back.</summary>
    CanaryFailed,

    /// <summary>The container engine could not run the image.</summary>
    ContainerFailed,

    /// <summary>The function answered an event on this machine with an error, or not at all.</summary>
    InvocationFailed,

    /// <summary>Lambda cannot use the image: wrong Region, no permission, or unsupported media type.</summary>
    ImageNotReadable,
}
