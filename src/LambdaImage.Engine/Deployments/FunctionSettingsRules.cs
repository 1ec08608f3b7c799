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
            throw Invalid("role", $"'{role}' is no ARN of an IAM role, such as arn:aws:iam::123456789012:role/shop");
        }

        foreach (var name in settings.Environment?.Keys ?? [])
        {
            if (!Variable().IsMatch(name))
            {
                throw Invalid("environment", $"'{name}' is not a variable name (a letter, then letters, digits and _)");
            }
        }

        LambdaImageException Invalid(string setting, string rule) =>
            DeploymentErrors.SettingInvalid(setting, rule, function);
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::\d{12}:role/\S+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Role();

    /// <summary>As in <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html"/>.</summary>
    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();
}
