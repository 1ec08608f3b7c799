using LambdaImage.Engine.Aws.Ecr;

namespace LambdaImage.Engine.Errors;

/// <summary>Failures of talking to AWS: credentials, Regions, permissions, and services that do not answer.</summary>
internal static class AwsErrors
{
    private const string CredentialsTarget = "AWS credentials";

    public static LambdaImageException CredentialsNotFound(string purpose, bool instanceDisabled) => new(
        ErrorKind.CredentialsNotFound,
        $"Tried to {purpose}, but there are no AWS credentials: none were given, AWS_ACCESS_KEY_ID is not set, there is no web identity, "
        + "no usable profile, no container role, and "
        + (instanceDisabled ? "instance metadata is turned off (AWS_EC2_METADATA_DISABLED)." : "no instance role."),
        "Give -ProfileName, run Set-AWSCredential, log in with 'aws sso login', or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        CredentialsTarget);

    public static LambdaImageException CredentialsUnavailable(string purpose, string source, string cause, Exception inner) => new(
        ErrorKind.CredentialsRejected,
        $"Tried to {purpose}, but no credentials could be had from {source}: {Sentence(cause)}",
        $"Renew them where they come from (for a single sign-on profile: 'aws sso login --profile …'), or choose others than {source} with -ProfileName.",
        CredentialsTarget,
        inner: inner);

    public static LambdaImageException CredentialsExpired(string purpose, string source, string text) => new(
        ErrorKind.CredentialsRejected,
        $"Tried to {purpose}, but the credentials from {source} have expired: {Sentence(text)}",
        "Renew them (for a single sign-on profile: 'aws sso login'; for a pipeline: fetch the role again), then run the command again.",
        CredentialsTarget);

    public static LambdaImageException CredentialsInvalid(string purpose, string source, string code, string text) => new(
        ErrorKind.CredentialsRejected,
        $"Tried to {purpose}, but AWS does not accept the credentials from {source} ({code}): {Sentence(text)}",
        $"Check the access key, the secret and the session token of {source}, and that they belong to this partition; see 'aws sts get-caller-identity'.",
        CredentialsTarget);

    public static LambdaImageException ClockWrong(string purpose, string text) => new(
        ErrorKind.CredentialsRejected,
        $"Tried to {purpose}, but AWS refused the signature because this computer's clock is wrong: {Sentence(text)}",
        "Set the clock (and the time zone) right, then run the command again.",
        CredentialsTarget);

    public static LambdaImageException ProfileNotFound(string name, string? location, IReadOnlyList<string> known) => new(
        ErrorKind.ProfileNotFound,
        $"There is no AWS profile '{name}'{(location is null ? "" : $" in {location}")}. "
        + (known.Count == 0 ? "No profiles were found." : $"There are: {string.Join(", ", known)}."),
        $"Correct -ProfileName (or AWS_PROFILE), or make the profile with 'aws configure --profile {name}'.",
        name);

    public static LambdaImageException ProfileUnusable(string name, string cause, Exception? inner) => new(
        ErrorKind.ProfileNotFound,
        $"AWS profile '{name}' cannot be used: {Sentence(cause)}",
        $"Correct it in the AWS configuration file; 'aws sts get-caller-identity --profile {name}' shows when it works.",
        name,
        inner: inner);

    public static LambdaImageException ProfileNeedsMfa(string name) => new(
        ErrorKind.ProfileNotFound,
        $"AWS profile '{name}' asks for an MFA code, and nobody can be asked for one here.",
        $"Get a session first and use that: Set-AWSCredential -ProfileName {name}, or 'aws configure export-credentials --profile {name} --format env'.",
        name);

    public static LambdaImageException ProfileNeedsExport(string name) => new(
        ErrorKind.ProfileNotFound,
        $"AWS profile '{name}' was made by 'aws login', which only the AWS CLI can read.",
        $"Run 'aws configure export-credentials --profile {name} --format env' and set the variables it prints.",
        name);

    public static LambdaImageException RegionNotFound() => new(
        ErrorKind.RegionNotFound,
        "No AWS Region is known: none was given, AWS_REGION is not set, and the profile names none.",
        "Give -Region, for example -Region eu-west-1, or set AWS_REGION.");

    public static LambdaImageException RegionInvalid(string region) => new(
        ErrorKind.RegionNotFound,
        $"'{region}' cannot be an AWS Region.",
        "Give -Region (or AWS_REGION) a name like eu-west-1.",
        region);

    public static LambdaImageException EndpointInvalid(string source) => new(
        ErrorKind.RequestInvalid,
        $"The AWS address given by {source} is no http or https URL without user and password.",
        $"Correct {source}, for example https://vpce-0123-abcd.lambda.eu-west-1.vpce.amazonaws.com.",
        source);

    public static LambdaImageException EndpointUnsupported(string what, string region, string variable) => new(
        ErrorKind.RequestInvalid,
        $"Region {region} has no {what} endpoints.",
        $"Unset {variable} (or the profile's setting), or use another Region.",
        region);

    public static LambdaImageException RegistryUnpublished(string host, EcrRegistry meant) => new(
        ErrorKind.ReferenceInvalid,
        $"'{host}' has the form of a dual-stack address of Amazon ECR, but AWS publishes none like it for {meant.Region}: no login is sent there.",
        $"Write the registry's plain address: {meant.Host}",
        host);

    public static LambdaImageException AccessDenied(string purpose, string permission, string target, string source, string text) => new(
        ErrorKind.AccessDenied,
        $"Tried to {purpose}, but AWS denied access: {Sentence(text)}",
        $"Allow {permission} on {target} for the identity from {source}, or choose another with -ProfileName.",
        target);

    public static LambdaImageException Throttled(string purpose, string target, string text) => new(
        ErrorKind.AwsThrottled,
        $"Tried to {purpose} several times, but AWS limits the rate of calls: {Sentence(text)}",
        "Wait a minute and run the command again; AWS_MAX_ATTEMPTS raises the number of tries.",
        target);

    public static LambdaImageException ServiceFailed(string purpose, string target, string host, int status, string text) => new(
        ErrorKind.AwsUnavailable,
        $"Tried to {purpose} several times, but {host} failed with HTTP {status}{(text.Length == 0 ? "." : $": {Sentence(text)}")}",
        "Run the command again; if it stays so, see https://health.aws.amazon.com.",
        target);

    public static LambdaImageException Unreachable(string purpose, string target, string host, string cause, Exception inner) => new(
        ErrorKind.AwsUnavailable,
        $"Tried to {purpose}, but {host} cannot be reached: {Sentence(cause)}",
        "Check the network and the proxy (HTTPS_PROXY), and -Region, -EndpointUrl or AWS_ENDPOINT_URL where they name this host.",
        target,
        inner: inner);

    public static LambdaImageException Rejected(string purpose, string target, string code, string text, string? requestId) => new(
        ErrorKind.AwsRejected,
        $"Tried to {purpose}, but AWS refused ({code}): {Sentence(text)}",
        $"Change what AWS objects to{(requestId is null ? "" : $"; AWS support finds the call by request id {requestId}")}.",
        target);

    public static LambdaImageException RepositoryNotFound(string name, string accountId, string region) => new(
        ErrorKind.RepositoryNotFound,
        $"There is no repository '{name}' in Amazon ECR of account {accountId} in {region}, and it may not be created.",
        "Leave -NoCreateRepository away, or check -Repository and -Region.",
        name);

    public static LambdaImageException RepositoryNameInvalid(string name) => new(
        ErrorKind.RequestInvalid,
        $"'{name}' cannot be the name of a repository in Amazon ECR: 2 to 256 lower-case letters, digits and single . _ - / between them.",
        "Give another name with -Repository, for example -Repository team/shop.",
        name);

    public static LambdaImageException RepositoryGone(string name, string region) => new(
        ErrorKind.RepositoryNotFound,
        $"Repository '{name}' is not in Amazon ECR in {region}: it was deleted meanwhile, or never existed.",
        "Check -Repository, -Region and -ProfileName, and run the command again; Publish-LambdaImage creates what is missing.",
        name);

    public static LambdaImageException TagImmutable(string name, string text) => new(
        ErrorKind.TagImmutable,
        $"Tried to set a tag in repository '{name}', but it points at another image and cannot be moved: {Sentence(text)}",
        "Choose another -Tag, for example -Tag '{timestamp}-{sha}', or let it be moved with -TagMutability Mutable.",
        name);

    public static LambdaImageException RepositoryKey(string name, string text) => new(
        ErrorKind.AwsRejected,
        $"Amazon ECR cannot use the encryption key of repository '{name}': {Sentence(text)}",
        "Check -KmsKey, its Region and its key policy, which must let ECR create grants for the caller (kms:CreateGrant, kms:DescribeKey).",
        name);

    public static LambdaImageException RepositoryIsCache(string name, string prefix, string? upstream) => new(
        ErrorKind.RequestInvalid,
        $"Repository '{name}' does not exist, and names that begin with '{prefix}' belong to a pull-through cache{(upstream is null ? "" : $" of {upstream}")}: "
        + "Amazon ECR makes those itself when somebody pulls.",
        "Give a name outside the cache with -Repository, for example -Repository team/shop.",
        name);

    public static LambdaImageException RepositoryOptionInvalid(string option, string reason, string remedy) => new(
        ErrorKind.RequestInvalid,
        $"{option} cannot be right: {Sentence(reason)}",
        remedy,
        option);

    public static LambdaImageException NameVariableUnknown(string template, string variable, IEnumerable<string> known) => new(
        ErrorKind.RequestInvalid,
        $"'{template}' uses the variable {{{variable}}}, which there is not.",
        $"Use one of: {string.Join(", ", known.Select(name => $"{{{name}}}"))}.",
        template);

    public static LambdaImageException NameVariableEmpty(string template, string variable, string reason, string remedy) => new(
        ErrorKind.RequestInvalid,
        $"'{template}' uses the variable {{{variable}}}, but {Sentence(reason)}",
        remedy,
        template);

    public static LambdaImageException NameEmpty(string template) => new(
        ErrorKind.ReferenceInvalid,
        $"Nothing is left of '{template}' when its variables are filled in.",
        "Add a part that is never empty, for example {timestamp}.",
        template);

    private static string Sentence(string text)
    {
        var plain = text.Trim();
        return plain.Length == 0 ? "no reason was given." : plain[^1] is '.' or '!' or '?' or '…' ? plain : plain + ".";
    }
}
