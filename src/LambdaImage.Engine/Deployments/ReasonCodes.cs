using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments;

/// <summary>What Lambda's reason codes mean and what helps. Codes as in the service's model of 2026-08.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html"/></summary>
internal static class ReasonCodes
{
    private const string Again = "Run the command again in a few minutes; if it stays so, ask AWS support.";
    private const string RunLocally = "Run the image locally (docker run) and see its log.";
    private const string FixRole = "Give the execution role the permissions it lacks (for a VPC: AWSLambdaVPCAccessExecutionRole).";
    private const string FixKey = "Check the function's KMS key: it must exist, be enabled, and allow kms:Decrypt and kms:CreateGrant to the execution role.";
    private const string FixFiles = "Check the EFS mount: same VPC, a mount target in each subnet, port 2049 open, access point and permissions right.";

    private static readonly ReasonCode Unknown = new("it ended in failure", "Change what Lambda objects to, then run the command again.");

    private static readonly Dictionary<string, ReasonCode> Table = new(StringComparer.Ordinal)
    {
        // The image.
        ["InvalidImage"] = new("the image is not one that Lambda can run", "Publish it again with Publish-LambdaImage: a single image, with gzip layers."),
        ["ImageAccessDenied"] = new(
            "it may not read the image",
            "Allow ecr:BatchGetImage and ecr:GetDownloadUrlForLayer to lambda.amazonaws.com in the repository's policy."),
        ["ImageDeleted"] = new("the image is gone from Amazon ECR", "Publish it again; a lifecycle rule must spare the digests that functions use."),

        // The program in it.
        ["FunctionError"] = new("the program in the image failed when it started", RunLocally),
        ["FunctionError.InitTimeout"] = new("the program took too long to start", "Start less, or give it more memory (-MemorySize): processor time grows with it."),
        ["FunctionError.RuntimeInitError"] = new("the runtime in the image failed when it started", RunLocally),
        ["FunctionError.ExtensionInitError"] = new("an extension in /opt/extensions failed when it started", RunLocally),
        ["FunctionError.InvalidEntryPoint"] = new(
            "ENTRYPOINT names nothing that can be run",
            "Make ENTRYPOINT the absolute path of a program that exists in the image, is executable by everybody, and is built for the function's processor."),
        ["FunctionError.InvalidWorkingDirectory"] = new("WORKDIR does not exist in the image", "Correct WORKDIR in the Dockerfile, or -WorkingDirectory."),
        ["FunctionError.PermissionDenied"] = new(
            "a file in the image may not be read or run by the user Lambda gives it",
            "Make files readable and programs executable for everybody (RUN chmod -R a+rX), as Lambda does not run them as root."),
        ["FunctionError.TooManyExtensions"] = new("the image holds too many extensions", "Remove some from /opt/extensions; Lambda takes ten."),
        ["FunctionError.InitResourceExhausted"] = new("the program ran out of memory or disk when it started", "Give it more with -MemorySize or -EphemeralStorage."),
        ["InvalidRuntime"] = new("the runtime is not valid", "Build on a current AWS base image, or add the runtime interface client."),
        ["InvalidZipFileException"] = new("the .zip archive is not valid", "Deploy the function from an image instead."),

        // Permissions and settings.
        ["InsufficientRolePermissions"] = new("the execution role lacks permissions", FixRole),
        ["InvalidConfiguration"] = new("the settings contradict each other", "Correct the function's settings."),
        ["DependencyError"] = new("a service that the function depends on failed", Again),
        ["InternalError"] = new("Lambda itself failed", Again),

        // Network.
        ["EniLimitExceeded"] = new("the account has no network interfaces left", "Ask for a higher limit of network interfaces, or remove unused ones."),
        ["SubnetOutOfIPAddresses"] = new("a subnet has no addresses left", "Give the function more or larger subnets."),
        ["InvalidSubnet"] = new("a subnet does not exist or does not fit", "Correct the function's subnets."),
        ["InvalidSecurityGroup"] = new("a security group does not exist or does not fit", "Correct the function's security groups."),
        ["DisallowedByVpcEncryptionControl"] = new("the VPC demands encryption that Lambda cannot give there", "Exempt Lambda in the VPC's encryption control, or use another VPC."),

        // Keys.
        ["KMSKeyAccessDenied"] = new("the KMS key may not be used", FixKey),
        ["KMSKeyNotFound"] = new("the KMS key does not exist", FixKey),
        ["InvalidStateKMSKey"] = new("the KMS key is in a state that forbids its use", FixKey),
        ["DisabledKMSKey"] = new("the KMS key is disabled", FixKey),

        // Files.
        ["EFSIOError"] = new("the file system could not be read or written", FixFiles),
        ["EFSMountConnectivityError"] = new("the file system cannot be reached", FixFiles),
        ["EFSMountFailure"] = new("the file system could not be mounted", FixFiles),
        ["EFSMountTimeout"] = new("the file system did not answer in time", FixFiles),

        // Capacity.
        ["ServiceQuotaExceededException"] = new("a quota of the account is used up", "Ask for a higher quota, or remove what is not needed."),
        ["VcpuLimitExceeded"] = new("the account's limit of processors is used up", "Ask for a higher vCPU quota."),
        ["CapacityProviderScalingLimitExceeded"] = new("the capacity provider is at its limit", "Raise the limit of the capacity provider."),
        ["InsufficientCapacity"] = new("AWS has no capacity of this kind left", Again),
        ["EC2RequestLimitExceeded"] = new("Amazon EC2 limits the rate of calls", Again),

        // Passing states: no failures, but they can be the last one seen.
        ["Idle"] = new("the function was not used for weeks and sleeps", "Invoke it once; Lambda then fetches the image again."),
        ["Creating"] = new("the function is being created", Again),
        ["Restoring"] = new("the function is being restored", Again),
        ["DrainingDurableExecutions"] = new("running durable executions must end first", "Wait for them, or stop them."),
    };

    /// <summary>Details that Lambda adds to <c>InvalidImage</c>, with what helps.</summary>
    private static readonly (string Words, ReasonCode Meaning)[] ImageDetails =
    [
        ("MissingParentDirectory", new("a layer lists a file without the folders above it", "Build it again with -Engine Daemonless or docker: the tool that made the layer left folders out.")),
        ("UnsupportedImageLayerDetected", new("a layer has a compression that Lambda does not take", "Publish it again with gzip layers: no zstd, and no uncompressed layer in a Docker manifest.")),
    ];

    public static ReasonCode Find(string? code, string? reason)
    {
        var detail = ImageDetails.FirstOrDefault(d => reason?.Contains(d.Words, StringComparison.Ordinal) == true);
        if (detail.Meaning is { } meaning) return meaning;
        return code is not null && Table.TryGetValue(code, out var known) ? known : Unknown;
    }

    /// <summary>What is wrong with a function, and what helps; null: nothing is.</summary>
    public static string? Remark(FunctionConfiguration function)
    {
        if (function.State is null or "Active" && function.LastUpdateStatus is not "Failed") return null;
        var isState = function.State is not (null or "Active");
        var code = isState ? function.StateReasonCode : function.LastUpdateStatusReasonCode;
        var reason = isState ? function.StateReason : function.LastUpdateStatusReason;
        var meaning = Find(code, reason);
        return $"{(isState ? function.State : "The last update failed")}: {meaning.Cause} ({code ?? "no code"}). {meaning.Remedy}";
    }

    /// <summary>The codes that are known.</summary>
    public static IEnumerable<string> Codes => Table.Keys;

    /// <param name="function">The function, as the user calls it.</param>
    /// <param name="created">Whether it was being created.</param>
    /// <param name="state">Its failed state.</param>
    public static LambdaImageException Explain(string function, bool created, FunctionConfiguration state)
    {
        var isState = state.State == "Failed";
        var code = isState ? state.StateReasonCode : state.LastUpdateStatusReasonCode;
        var reason = isState ? state.StateReason : state.LastUpdateStatusReason;
        var meaning = Find(code, reason);
        return DeploymentErrors.FunctionFailed(function, created, meaning.Cause, code ?? "no code", reason ?? "", meaning.Remedy);
    }
}

/// <summary>Meaning of one reason code.</summary>
/// <param name="Cause">What happened, as the end of a sentence.</param>
/// <param name="Remedy">What helps, as a sentence.</param>
internal sealed record ReasonCode(string Cause, string Remedy);
