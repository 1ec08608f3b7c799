using System.Management.Automation;
using static System.Management.Automation.ErrorCategory;

namespace LambdaImage.Errors;

/// <summary>The one table from failures to PowerShell's error categories, and from exceptions to error
/// records.</summary>
internal static class ErrorRecords
{
    /// <summary>Every kind. Terminating are those that concern the machine, the account or the command line: later
    /// input cannot succeed either.</summary>
    public static readonly IReadOnlyDictionary<ErrorKind, (ErrorCategory Category, bool IsTerminating)> Table =
        new Dictionary<ErrorKind, (ErrorCategory, bool)>
        {
            [ErrorKind.Unexpected] = (NotSpecified, false),
            [ErrorKind.RequestInvalid] = (InvalidArgument, false),
            [ErrorKind.ModeConflict] = (InvalidArgument, true),

            [ErrorKind.ProjectNotFound] = (ObjectNotFound, false),
            [ErrorKind.ProjectEmpty] = (ObjectNotFound, false),
            [ErrorKind.ProjectNotRecognized] = (ObjectNotFound, false),
            [ErrorKind.ProjectAmbiguous] = (InvalidArgument, false),
            [ErrorKind.ProjectFileInvalid] = (ParserError, false),
            [ErrorKind.RuntimeUnsupported] = (NotImplemented, false),
            [ErrorKind.HandlerNotFound] = (ObjectNotFound, false),
            [ErrorKind.DependencyMissing] = (NotInstalled, false),

            [ErrorKind.DockerfileNotFound] = (ObjectNotFound, false),
            [ErrorKind.DockerfileExists] = (ResourceExists, false),
            [ErrorKind.DockerfileInvalid] = (ParserError, false),
            [ErrorKind.DockerfileRejected] = (InvalidResult, false),
            [ErrorKind.InstructionUnsupported] = (NotImplemented, false),
            [ErrorKind.ContextFileNotFound] = (ObjectNotFound, false),

            [ErrorKind.BuilderUnavailable] = (ResourceUnavailable, true),
            [ErrorKind.BuildFailed] = (InvalidResult, false),
            [ErrorKind.DependencyInstallUnavailable] = (ResourceUnavailable, false),

            [ErrorKind.ImageNotFound] = (ObjectNotFound, false),
            [ErrorKind.ImageInvalid] = (InvalidData, false),
            [ErrorKind.ImageTooLarge] = (LimitsExceeded, false),
            [ErrorKind.ImageNotForLambda] = (InvalidData, false),
            [ErrorKind.ArchitectureMismatch] = (InvalidArgument, false),
            [ErrorKind.DigestMismatch] = (InvalidData, false),
            [ErrorKind.BaseUnknown] = (ObjectNotFound, false),
            [ErrorKind.RebaseRefused] = (InvalidOperation, false),
            [ErrorKind.OutputNotWritable] = (WriteError, false),

            [ErrorKind.ReferenceInvalid] = (InvalidArgument, false),
            [ErrorKind.RegistryUnreachable] = (ConnectionError, false),
            [ErrorKind.RegistryInsecure] = (SecurityError, false),
            [ErrorKind.RegistryUnauthorized] = (AuthenticationError, false),
            [ErrorKind.RegistryDenied] = (PermissionDenied, false),
            [ErrorKind.RegistryThrottled] = (ResourceBusy, false),
            [ErrorKind.RepositoryNotFound] = (ObjectNotFound, false),
            [ErrorKind.RegistryRejected] = (InvalidOperation, false),
            [ErrorKind.TagImmutable] = (ResourceExists, false),

            [ErrorKind.ScanRejected] = (InvalidResult, false),
            [ErrorKind.ScanUnavailable] = (ResourceUnavailable, false),
            [ErrorKind.ScanTimeout] = (OperationTimeout, false),
            [ErrorKind.UsageUnknown] = (ResourceUnavailable, false),

            [ErrorKind.CredentialsNotFound] = (AuthenticationError, true),
            [ErrorKind.CredentialsRejected] = (AuthenticationError, true),
            [ErrorKind.ProfileNotFound] = (ObjectNotFound, true),
            [ErrorKind.RegionNotFound] = (InvalidArgument, true),
            [ErrorKind.AccessDenied] = (PermissionDenied, false),
            [ErrorKind.AwsThrottled] = (ResourceBusy, false),
            [ErrorKind.AwsUnavailable] = (ConnectionError, false),
            [ErrorKind.AwsRejected] = (InvalidOperation, false),

            [ErrorKind.FunctionNotFound] = (ObjectNotFound, false),
            [ErrorKind.RoleNotFound] = (ObjectNotFound, false),
            [ErrorKind.FunctionIsZip] = (InvalidOperation, false),
            [ErrorKind.FunctionBusy] = (ResourceBusy, false),
            [ErrorKind.FunctionFailed] = (InvalidResult, false),
            [ErrorKind.FunctionTimeout] = (OperationTimeout, false),
            [ErrorKind.VersionNotFound] = (ObjectNotFound, false),
            [ErrorKind.ReleaseCommandFailed] = (InvalidResult, false),
            [ErrorKind.SmokeTestFailed] = (InvalidResult, false),
            [ErrorKind.AlarmUnusable] = (ObjectNotFound, false),
            [ErrorKind.CanaryFailed] = (InvalidResult, false),
            [ErrorKind.ContainerFailed] = (ResourceUnavailable, false),
            [ErrorKind.InvocationFailed] = (InvalidResult, false),
            [ErrorKind.ImageNotReadable] = (ResourceUnavailable, false),
        };

    public static ErrorDescription Describe(Exception failure)
    {
        var cause = Cause(failure);
        var known = cause as LambdaImageException ?? CommandErrors.Unexpected(cause);
        var (category, isTerminating) = Table.GetValueOrDefault(known.Kind, (NotSpecified, false));
        var message = known.Location is { } place ? $"{place}: {known.Message}" : known.Message;
        return new(known, known.Kind.ToString(), category, message, isTerminating);
    }

    private static Exception Cause(Exception failure) =>
        failure is AggregateException { InnerExceptions: [var only] } ? Cause(only) : failure;
}
