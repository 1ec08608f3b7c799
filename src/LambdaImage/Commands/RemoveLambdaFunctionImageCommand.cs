using System.Management.Automation;
using LambdaImage.Binding.Completers;
using LambdaImage.Pipeline;

namespace LambdaImage.Commands;

/// <summary>Removes a function, the images that only it uses, and the repository when that is then empty.</summary>
[Cmdlet(VerbsCommon.Remove, "LambdaFunctionImage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RemovedLambdaFunction))]
public sealed class RemoveLambdaFunctionImageCommand : AwsCommand<RemovedLambdaFunction>
{
    /// <summary>Name or ARN of the function.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true), Alias("FunctionArn")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string FunctionName { get; set; } = "";

    /// <summary>Leaves its images where they are.</summary>
    [Parameter]
    public SwitchParameter KeepImage { get; set; }

    /// <summary>Leaves the repository even when it is empty.</summary>
    [Parameter]
    public SwitchParameter KeepRepository { get; set; }

    /// <summary>Deletes the repository with images in it that no function uses. Images in use are never
    /// deleted.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Profiles of other accounts whose functions may use the images.</summary>
    [Parameter, ArgumentCompleter(typeof(ProfileCompleter))]
    public string[] AccountProfile { get; set; } = [];

    /// <summary>Roles to assume in other accounts whose functions may use the images.</summary>
    [Parameter]
    public string[] AccountRoleArn { get; set; } = [];

    /// <summary>Accounts, by number, that may read the repository and are known to run nothing of it.</summary>
    [Parameter]
    public string[] IgnoreAccount { get; set; } = [];

    private protected override IEnumerable<Work<RemovedLambdaFunction>> Prepare()
    {
        var session = Session();
        var request = new RemoveFunctionRequest
        {
            FunctionName = FunctionName,
            KeepImages = KeepImage.IsPresent,
            KeepRepository = KeepRepository.IsPresent,
            Force = Force.IsPresent,
            Accounts = session.Others(AccountProfile, AccountRoleArn),
            IgnoredAccounts = IgnoreAccount,
            Session = session,
        };
        return [(steps, cancel) => steps.DoAsync(request, cancel)];
    }
}
