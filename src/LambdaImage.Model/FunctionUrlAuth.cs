namespace LambdaImage;

/// <summary>Who may call a function by its URL.</summary>
public enum FunctionUrlAuth
{
    /// <summary>Nobody: the function has no URL.</summary>
    Absent,

    /// <summary>Everybody on the internet (<c>NONE</c> in the API).</summary>
    None,

    /// <summary>Those whom IAM lets (<c>AWS_IAM</c> in the API).</summary>
    AwsIam,
}
