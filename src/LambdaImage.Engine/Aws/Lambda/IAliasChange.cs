namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>A change of an alias.</summary>
internal interface IAliasChange : IAwsOperation<AliasConfiguration>
{
    /// <summary>Whether an alias is as the change makes it.</summary>
    bool IsDone(AliasConfiguration alias);
}
