namespace LambdaImage.Engine.Deployments;

/// <summary>How a function shall be.</summary>
/// <param name="Name">The function.</param>
/// <param name="Region">Region it is in.</param>
/// <param name="Image">What it shall run.</param>
/// <param name="Settings">Settings it shall have, with the role as an ARN; what is null stays.</param>
/// <param name="Force">Whether its code is sent even when it runs the digest already.</param>
internal sealed record FunctionGoal(
    FunctionName Name, string Region, FunctionImage Image, FunctionSettings Settings, bool Force)
{
    /// <summary>The role of the settings; null: none is asked for.</summary>
    public ExecutionRole? Role { get; init; }
}
