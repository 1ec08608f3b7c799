using System.Management.Automation;
using System.Reflection;
using LambdaImage.Errors;

namespace LambdaImage.Session;

/// <summary>Reads plain keys out of credentials that another module made. Their types live in another load context,
/// so they are known by shape alone.</summary>
internal static class ForeignCredentials
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string[] AccessKeyNames = ["AccessKey", "AccessKeyId"];
    private static readonly string[] SecretKeyNames = ["SecretKey", "SecretAccessKey"];
    private static readonly string[] TokenNames = ["Token", "SessionToken"];

    /// <summary>Keys as they are now. May take as long as assuming a role takes.</summary>
    /// <param name="credential">AWS.Tools' wrapper, an AWSCredentials, or anything that has the keys as
    /// properties.</param>
    /// <param name="source">What to call it in an error.</param>
    public static AwsKeys Read(object credential, string source)
    {
        try
        {
            var plain = Unwrap(credential);
            if (Member(plain, "Credentials") is { } inner) plain = Unwrap(inner);
            return KeysOf(Resolve(plain) ?? plain) ?? throw CommandErrors.CredentialUnreadable(
                source, $"a {plain.GetType().Name} has neither a method GetCredentials nor keys.");
        }
        catch (TargetInvocationException failure)
        {
            throw CommandErrors.CredentialUnreadable(source, (failure.InnerException ?? failure).Message);
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            throw CommandErrors.CredentialUnreadable(source, failure.Message);
        }
    }

    private static object? Resolve(object plain) => plain switch
    {
        PSObject script => script.Methods["GetCredentials"]?.Invoke() is { } keys ? Unwrap(keys) : null,
        _ => plain.GetType().GetMethod("GetCredentials", Type.EmptyTypes)?.Invoke(plain, null),
    };

    private static AwsKeys? KeysOf(object keys) =>
        Text(keys, AccessKeyNames) is { } access && Text(keys, SecretKeyNames) is { } secret
            ? new(access, secret, Text(keys, TokenNames))
            : null;

    private static string? Text(object keys, string[] names) =>
        names.Select(name => Member(keys, name)?.ToString()).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    private static object? Member(object owner, string name) => owner is PSObject script
        ? script.Properties[name]?.Value
        : owner.GetType().GetProperty(name, Any)?.GetValue(owner);

    // A PSCustomObject stays wrapped: its members exist only on the wrapper.
    private static object Unwrap(object value) =>
        value is PSObject { BaseObject: { } inner and not PSCustomObject } ? inner : value;
}
