using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments;

/// <summary>Catches settings that can never be right before anything is sent. Upper limits are left to Lambda: they
/// grow.</summary>
internal static partial class FunctionSettingsRules
{
    private const int LeastMemory = 128;
    private const int LeastTimeout = 1;
    private const int LeastStorage = 512;

    public static void Check(FunctionSettings settings, string function)
    {
        if (settings.MemorySize < LeastMemory) throw Invalid("memory size", $"it starts at {LeastMemory} MB");
        if (settings.Timeout < LeastTimeout) throw Invalid("time-out", $"it starts at {LeastTimeout} second");
        if (settings.EphemeralStorage < LeastStorage) throw Invalid("size of /tmp", $"it starts at {LeastStorage} MB");
        if (settings.Role is { } role && !Role().IsMatch(role))
        {
            throw Invalid("role", $"'{role}' is neither the name nor the ARN of an IAM role, such as arn:aws:iam::123456789012:role/shop");
        }

        foreach (var name in settings.Environment?.Keys ?? [])
        {
            if (!Variable().IsMatch(name))
            {
                throw Invalid("environment", $"'{name}' is not a variable name (a letter, then letters, digits and _)");
            }
        }

        if (settings.Environment is not null
            && settings.EnvironmentMode == EnvironmentMode.Replace
            && settings.RemovedEnvironment is { Count: > 0 })
        {
            throw Invalid("environment", "variables are to be removed, although those given replace all others anyway");
        }

        if (settings.ReservedConcurrency < FunctionSettings.Unreserved)
        {
            throw Invalid("reserved concurrency", $"it starts at 0; {FunctionSettings.Unreserved} gives it back");
        }

        if (settings.LogFormat == FunctionLogFormat.Text && (settings.ApplicationLogLevel ?? settings.SystemLogLevel) is not null)
        {
            throw Invalid("log level", "plain text has none: it needs the JSON format");
        }

        if (settings.FileSystems?.FirstOrDefault(each => !each.MountPath.StartsWith("/mnt/", StringComparison.Ordinal)) is { } mount)
        {
            throw Invalid("file system", $"'{mount.MountPath}' is no path below /mnt/");
        }

        if (settings.SecurityGroupIds is { Count: > 0 } && settings.SubnetIds is { Count: 0 })
        {
            throw Invalid("security groups", "without a subnet there is nothing to guard");
        }

        LambdaImageException Invalid(string setting, string rule) =>
            DeploymentErrors.SettingInvalid(setting, rule, function);
    }

    /// <summary>As in <see href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html"/>: an ARN, or a name.</summary>
    [GeneratedRegex(
        @"^(arn:aws[a-z-]*:iam::\d{12}:role/[A-Za-z0-9_+=,.@/-]+|[A-Za-z0-9_+=,.@-]{1,64})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Role();

    /// <summary>As in <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html"/>.</summary>
    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();
}
