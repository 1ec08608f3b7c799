using System.Management.Automation;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Deletes the images of a repository that no function, version or alias uses.</summary>
[Cmdlet(VerbsCommon.Clear, "LambdaImageRepository", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RepositoryCleanup))]
public sealed class ClearLambdaImageRepositoryCommand : AwsCommand<RepositoryCleanup>
{
    /// <summary>Name of the repository, or a reference in it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string Repository { get; set; } = "";

    /// <summary>How many of the newest images stay. Default: 10.</summary>
    [Parameter, ValidateRange(0, 100_000)]
    public int KeepLast { get; set; } = ClearRepositoryRequest.DefaultKeepLast;

    /// <summary>Images younger than this many days stay. Default: 30.</summary>
    [Parameter, ValidateRange(0.0, 36_500.0)]
    public double KeepDays { get; set; } = ClearRepositoryRequest.DefaultKeepYounger.TotalDays;

    /// <summary>Wildcard patterns of tags; an image that has one of them stays.</summary>
    [Parameter, ArgumentCompleter(typeof(TagCompleter))]
    public string[] KeepTag { get; set; } = [];

    /// <summary>Profiles of other accounts whose functions may use the images.</summary>
    [Parameter, ArgumentCompleter(typeof(ProfileCompleter))]
    public string[] AccountProfile { get; set; } = [];

    /// <summary>Roles to assume in other accounts whose functions may use the images.</summary>
    [Parameter]
    public string[] AccountRoleArn { get; set; } = [];

    /// <summary>Accounts, by number, that may read the repository and are known to run nothing of it.</summary>
    [Parameter]
    public string[] IgnoreAccount { get; set; } = [];

    /// <summary>Regions whose functions are asked besides the repository's own.</summary>
    [Parameter, ArgumentCompleter(typeof(RegionCompleter))]
    public string[] FunctionRegion { get; set; } = [];

    /// <summary>Writes a lifecycle policy that expires untagged images only, after every untagged image in use was
    /// given a tag.</summary>
    [Parameter]
    public SwitchParameter LifecyclePolicy { get; set; }

    private protected override IEnumerable<Work<RepositoryCleanup>> Prepare()
    {
        var session = Session();
        var request = new ClearRepositoryRequest
        {
            Repository = Repository,
            KeepLast = KeepLast,
            KeepYounger = TimeSpan.FromDays(KeepDays),
            KeepTags = KeepTag,
            Accounts = session.Others(AccountProfile, AccountRoleArn),
            Regions = FunctionRegion,
            IgnoredAccounts = IgnoreAccount,
            WriteLifecyclePolicy = LifecyclePolicy.IsPresent,
            Session = session,
        };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }
}
