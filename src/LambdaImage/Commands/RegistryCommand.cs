using System.Management.Automation;

namespace LambdaImage.Commands;

/// <summary>A cmdlet that reads from registries, or writes to them.</summary>
/// <typeparam name="TResult">The record that the cmdlet writes.</typeparam>
public abstract class RegistryCommand<TResult> : AwsCommand<TResult>
    where TResult : class
{
    /// <summary>Allows plain http to registries outside loopback.</summary>
    [Parameter]
    public SwitchParameter AllowInsecureRegistry { get; set; }
}
