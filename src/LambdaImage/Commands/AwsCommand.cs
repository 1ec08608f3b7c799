using System.Management.Automation;
using LambdaImage.Binding;
using LambdaImage.Binding.Completers;
using LambdaImage.Errors;
using LambdaImage.Session;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Commands;

/// <summary>Gives a cmdlet the parameters of AWS.Tools for account, Region and credentials, so that a splat made
/// for those fits.</summary>
/// <typeparam name="TResult">The record that the cmdlet writes.</typeparam>
public abstract class AwsCommand<TResult> : LambdaImageCommand<TResult>
    where TResult : class
{
    private (AwsSession Session, object Origin)? _last;

    /// <summary>AWS Region, for example eu-west-1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("RegionToCall")]
    [RegionArgument, ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Named profile with the credentials. A missing profile is an error.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>File that holds the profiles.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("AWSProfilesLocation", "ProfilesLocation")]
    public string? ProfileLocation { get; set; }

    /// <summary>Access key id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("AK")]
    public string? AccessKey { get; set; }

    /// <summary>Secret access key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("SK", "SecretAccessKey")]
    public string? SecretKey { get; set; }

    /// <summary>Session token of temporary keys.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("ST")]
    public string? SessionToken { get; set; }

    /// <summary>Credentials object of AWS.Tools, or any object with a method GetCredentials or with keys.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Credential { get; set; }

    /// <summary>Address for all AWS API calls instead of the public endpoints.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? EndpointUrl { get; set; }

    /// <summary>Address that registry traffic for Amazon ECR is sent to. Default: the environment variable
    /// LAMBDAIMAGE_REGISTRY_ENDPOINT.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RegistryEndpoint { get; set; }

    /// <summary>The account to use: explicit keys, else a profile, else -Credential, else the AWS.Tools session,
    /// else the SDK's own chain.</summary>
    private protected AwsSession Session()
    {
        var credential = Credential ?? AwsToolsSession.Credentials(Variable);
        var origin = (Given(AccessKey), Given(SecretKey), Given(SessionToken), credential);
        var (keys, source) = Keys();
        var session = new AwsSession
        {
            Region = Given(Region),
            DefaultRegion = AwsToolsSession.Region(Variable),
            ProfileName = keys is null ? Given(ProfileName) : null,
            ProfileLocation = Given(ProfileLocation) is { } file ? new ProjectPaths(this, Fail).Exact(file) : null,
            Keys = keys,
            KeysSource = source,
            EndpointUrl = Given(EndpointUrl),
            RegistryEndpoint = Given(RegistryEndpoint),
        };

        // The engine keeps one connection for each session: what has not changed since the last input must be equal
        // to it, and so must sessions of the same keys that only take turns in their Regions.
        if (_last is { } last && last.Origin.Equals(origin))
        {
            if (keys is not null) session = session with { Keys = last.Session.Keys ?? keys };
            if (session == last.Session) return last.Session;
        }

        _last = (session, origin);
        return session;
    }

    private (Func<AwsKeys>? Keys, string? Source) Keys()
    {
        var (access, secret, token) = (Given(AccessKey), Given(SecretKey), Given(SessionToken));
        if (access is not null && secret is not null)
            return (() => new(access, secret, token), "-AccessKey and -SecretKey");

        if (access is not null) throw CommandErrors.HalfAKey(nameof(AccessKey), nameof(SecretKey));
        if (secret is not null) throw CommandErrors.HalfAKey(nameof(SecretKey), nameof(AccessKey));
        if (token is not null) throw CommandErrors.HalfAKey(nameof(SessionToken), nameof(AccessKey));
        if (Given(ProfileName) is not null) return (null, null);

        return Credential is { } given ? Ask(given, "-Credential")
            : AwsToolsSession.Credentials(Variable) is { } stored
                ? Ask(stored, '$' + AwsToolsSession.CredentialVariable)
            : (null, null);
    }

    // Asked again whenever the engine needs fresh keys; on the pipeline thread, because a role may want an MFA code
    // typed in.
    private (Func<AwsKeys> Keys, string Source) Ask(object credential, string source) =>
        (() => OnPipelineThread(() => ForeignCredentials.Read(credential, source)), source);

    private object? Variable(string name) => SessionState.PSVariable.GetValue(name);
}
