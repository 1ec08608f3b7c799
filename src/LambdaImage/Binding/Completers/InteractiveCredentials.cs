using System.Reflection;

namespace LambdaImage.Binding.Completers;

/// <summary>Knows by their shape the credentials of the AWS SDK that may ask their user something.</summary>
internal static class InteractiveCredentials
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Whether keys may only be had for an answer: a role with a code of a device, or a login by name and
    /// password.</summary>
    public static bool MayAsk(object credential)
    {
        var plain = Arguments.Plain(credential)!;
        if (Member(plain, "Credentials") is { } inner) plain = inner;
        return plain.GetType().Name.StartsWith("Federated", StringComparison.Ordinal)
            || (Member(plain, "Options") is { } options && Member(options, "MfaSerialNumber") is string { Length: > 0 });
    }

    private static object? Member(object owner, string name) => owner.GetType().GetProperty(name, Any)?.GetValue(owner);
}
