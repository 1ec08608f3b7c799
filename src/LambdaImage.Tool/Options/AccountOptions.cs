using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Other accounts whose functions may use the images.</summary>
internal sealed class AccountOptions : OptionGroup
{
    private readonly Option<string[]> _profiles;
    private readonly Option<string[]> _roles;
    private readonly Option<string[]> _ignored;

    public AccountOptions()
    {
        _profiles = AddMany("--account-profile", "Profile of another account whose functions may use the images.");
        _roles = AddMany("--account-role-arn", "Role to assume in another account whose functions may use the images.");
        _ignored = AddMany("--ignore-account", "Account that may read the repository and is known to run nothing of it.");
    }

    public IReadOnlyList<AwsSession> Read(ParseResult parsed, AwsSession session) =>
        session.Others(parsed.GetValue(_profiles) ?? [], parsed.GetValue(_roles) ?? []);

    public IReadOnlyList<string> Ignored(ParseResult parsed) => parsed.GetValue(_ignored) ?? [];
}
