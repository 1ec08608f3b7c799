namespace LambdaImage;

/// <summary>What a deployment did to the function.</summary>
public enum DeploymentChange
{
    /// <summary>The function already ran this digest with these settings: nothing was written.</summary>
    NoChange,

    /// <summary>The function was created.</summary>
    Created,

    /// <summary>The function was pointed at another digest, or its settings were changed.</summary>
    Updated,

    /// <summary>Nothing was written: it was a rehearsal of a change, and AWS objected to nothing.</summary>
    DryRun,
}
