using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Iam;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Plans;

namespace LambdaImage.Engine.Deployments;

/// <summary>Finds the role a function runs as, and creates it with the least that the function needs.</summary>
/// <param name="aws">Connection to the account.</param>
/// <param name="time">Clock.</param>
/// <param name="reporter">Takes log lines.</param>
internal sealed class ExecutionRoles(AwsConnection aws, TimeProvider time, IWorkReporter reporter)
{
    private const string LogPolicy = "AWSLambdaBasicExecutionRole";
    private const string VpcPolicy = "AWSLambdaVPCAccessExecutionRole";
    private const string TracingPolicy = "AWSXRayDaemonWriteAccess";

    // The limit of IAM for names of roles.
    private const int LongestName = 64;

    /// <summary>Looks the role up. Only reads.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="function">The function.</param>
    /// <param name="exists">Whether the function is there, so that it has a role already.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <returns>The role; null: none is asked for.</returns>
    /// <exception cref="LambdaImageException">The role does not exist and is not to be created.</exception>
    public async Task<ExecutionRole?> FindAsync(FunctionSettings settings, FunctionName function, bool exists, CancellationToken cancel)
    {
        var isArn = settings.Role?.StartsWith("arn:", StringComparison.Ordinal) ?? false;
        if (isArn && !settings.CreateRole) return new ExecutionRole(settings.Role!, settings.Role!, []);
        if (settings.Role is null && (!settings.CreateRole || exists)) return null;
        var name = settings.Role is null ? DefaultName(function.Name) : settings.Role[(settings.Role.LastIndexOf('/') + 1)..];
        try
        {
            if (await aws.SendAsync(new GetRole(name), cancel) is { } role) return new ExecutionRole(name, role.Arn, []);
        }
        catch (LambdaImageException denied) when (denied.Kind == ErrorKind.AccessDenied && !settings.CreateRole)
        {
            // Whoever may not look roles up may still pass them; most have no path.
            reporter.Log(LogLevel.Verbose, $"Role '{name}' is taken to be in the caller's account: {denied.Message}");
            return new ExecutionRole(name, await ArnAsync(name, cancel), []);
        }

        if (!settings.CreateRole) throw DeploymentErrors.RoleNotFound(name, function.Name);
        return new ExecutionRole(name, await ArnAsync(name, cancel), [.. Policies(settings)]) { MustBeCreated = true };
    }

    /// <summary>Creates the role where it has to be.</summary>
    /// <param name="role">The role.</param>
    /// <param name="function">Function it is for.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>Its ARN. IAM needs some seconds to make it known: Lambda's refusals until then are waited out.</returns>
    public async Task<string> EnsureAsync(ExecutionRole role, FunctionName function, CancellationToken cancel)
    {
        if (!role.MustBeCreated) return role.Arn;
        var (isThere, given) = (false, 0);
        return await HalfDone.RunAsync(WorkAsync, Standing, reporter);

        async Task<string> WorkAsync()
        {
            var created = await aws.SendAsync(new CreateRole(role.Name, $"Execution role of Lambda function {function.Name}"), cancel);
            isThere = true;
            foreach (var policy in role.Policies)
            {
                await new NewlyCreated(time, reporter).WorkAsync(
                    ErrorKind.RoleNotFound, "IAM does not see the new role yet", () => aws.SendAsync(new AttachRolePolicy(role.Name, Arn(policy)), cancel), cancel);
                given++;
            }

            reporter.Log(LogLevel.Verbose, $"Created role '{role.Name}' with {string.Join(", ", role.Policies)}.");
            return created?.Arn ?? role.Arn;
        }

        // A role that is there is taken as it is: nobody would ever give it what it lacks.
        string? Standing() => isThere || cancel.IsCancellationRequested
            ? $"Role '{role.Name}' {(isThere ? "was" : "may have been")} created and may lack permissions. Give it them, and run the command again: "
                + string.Join("; ", role.Policies.Skip(given).Select(policy => $"aws iam attach-role-policy --role-name {role.Name} --policy-arn {Arn(policy)}"))
            : null;
    }

    private string Arn(string policy) => $"arn:{Partition}:iam::aws:policy/{policy}";

    private string Partition => Fn.Partition(aws.Region).name;

    private static string DefaultName(string function)
    {
        const string Ending = "-role";
        return function[..Math.Min(function.Length, LongestName - Ending.Length)] + Ending;
    }

    /// <summary>Nothing but what Lambda itself needs; what the program does is the user's to allow.</summary>
    private static IEnumerable<string> Policies(FunctionSettings settings)
    {
        yield return "service-role/" + LogPolicy;
        if (settings.SubnetIds is { Count: > 0 }) yield return "service-role/" + VpcPolicy;
        if (settings.Tracing == TracingMode.Active) yield return TracingPolicy;
    }

    private async Task<string> ArnAsync(string name, CancellationToken cancel) =>
        $"arn:{Partition}:iam::{(await aws.CallerAsync(cancel)).AccountId}:role/{name}";
}

/// <summary>The role a function runs as.</summary>
/// <param name="Name">Name or ARN, for people.</param>
/// <param name="Arn">Its ARN, or the one it will have.</param>
/// <param name="Policies">Managed policies it is created with.</param>
internal sealed record ExecutionRole(string Name, string Arn, IReadOnlyList<string> Policies)
{
    public bool MustBeCreated { get; init; }
}
