namespace LambdaImage.Engine.Errors;

/// <summary>Failures of deleting what is no longer used.</summary>
internal static class CleanupErrors
{
    public static LambdaImageException UsageUnknown(string place, LambdaImageException cause) => new(
        ErrorKind.UsageUnknown,
        $"Nothing was deleted: it is not known which images the functions of {place} use. {cause.Message}",
        cause.Remedy,
        place,
        inner: cause);

    public static LambdaImageException ImageUnknown(string function, string place) => new(
        ErrorKind.UsageUnknown,
        $"Nothing was deleted: Lambda does not tell which image function '{function}' of {place} runs.",
        $"Look at it: aws lambda get-function --function-name {function}; run the command again when it shows an image.",
        function);

    public static LambdaImageException AccountsMissing(string repository, IReadOnlyCollection<string> accounts) => new(
        ErrorKind.UsageUnknown,
        $"Nothing was deleted: accounts {string.Join(", ", accounts)} may run images of {repository} too, as its policy says, and their functions were not asked.",
        "Give a way into each: -AccountRoleArn arn:aws:iam::ACCOUNT:role/NAME or -AccountProfile NAME. "
        + $"If they run nothing of it: -IgnoreAccount {string.Join(", ", accounts)}",
        repository);

    public static LambdaImageException PolicyUnreadable(string repository, LambdaImageException cause) => new(
        ErrorKind.UsageUnknown,
        $"Nothing was deleted: it is not known which other accounts may run images of {repository}. {cause.Message}",
        cause.Remedy,
        repository,
        inner: cause);

    public static LambdaImageException NotEcr(string repository) => new(
        ErrorKind.RequestInvalid,
        $"'{repository}' is no repository of private Amazon ECR.",
        "Give its name, or a reference like 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop.",
        repository);

    public static LambdaImageException KeepInvalid(string parameter, string reason) => new(
        ErrorKind.RequestInvalid,
        $"{parameter} cannot be right: {reason}.",
        $"Correct {parameter}, or leave it away for the default.",
        parameter);

    public static LambdaImageException FunctionMissing(string function, string region) => new(
        ErrorKind.FunctionNotFound,
        $"There is no function '{function}' in {region}: nothing was removed.",
        "Check -FunctionName, -Region and -ProfileName; Clear-LambdaImageRepository deletes images that no function uses.",
        function);

    public static LambdaImageException NotAnImageFunction(string function) => new(
        ErrorKind.FunctionIsZip,
        $"Function '{function}' is deployed from a .zip archive; it has no image to remove.",
        $"Delete it with: aws lambda delete-function --function-name {function}",
        function);

    public static LambdaImageException OwnedByStack(string function, string stack) => new(
        ErrorKind.RequestInvalid,
        $"Function '{function}' belongs to CloudFormation stack '{stack}', which would make it again or fail.",
        $"Remove it from the stack's template, or delete the stack: aws cloudformation delete-stack --stack-name {stack}. Then clear the repository with Clear-LambdaImageRepository.",
        function);
}
