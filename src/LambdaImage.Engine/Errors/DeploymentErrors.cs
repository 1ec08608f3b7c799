using LambdaImage.Engine.Aws.Ecr;

namespace LambdaImage.Engine.Errors;

/// <summary>Failures of pointing a function at an image.</summary>
internal static class DeploymentErrors
{
    private const string PolicyPage = "https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions";

    public static LambdaImageException NotEcr(string imageUri) => new(
        ErrorKind.ImageNotReadable,
        $"Lambda cannot run '{imageUri}': it takes images from private Amazon ECR repositories only.",
        $"Publish it there first: Publish-LambdaImage -Image {imageUri}, and hand on what that gives.",
        imageUri);

    public static LambdaImageException FipsRegistry(string imageUri, string plainUri) => new(
        ErrorKind.ImageNotReadable,
        $"Lambda cannot run '{imageUri}': it does not take FIPS addresses of Amazon ECR.",
        $"Give the same image by its plain address: -ImageUri {plainUri}",
        imageUri);

    public static LambdaImageException OtherRegion(string imageUri, string imageRegion, string function, string functionRegion) => new(
        ErrorKind.ImageNotReadable,
        $"Function '{function}' is in {functionRegion}, but the image is in {imageRegion}: Lambda reads images of its own Region only.",
        $"Copy it by digest: Publish-LambdaImage -Image {imageUri} -Region {functionRegion} (or Copy-LambdaImage for many Regions), and hand on what that gives; or update a function in {imageRegion} (-Region {imageRegion}).",
        imageUri);

    public static LambdaImageException ImageIsIndex(string imageUri, IReadOnlyList<string> members) => new(
        ErrorKind.ImageNotReadable,
        $"Lambda cannot run '{imageUri}': it is an index of several images (platforms, or a build attestation), and Lambda takes a single one.",
        members.Count == 0
            ? "Build with '--provenance=false' for one platform, or publish it again with Publish-LambdaImage, which picks the single image."
            : $"Give one of its images instead: {string.Join(" or ", members.Select(member => "-ImageUri " + member))}",
        imageUri);

    public static LambdaImageException ImageArchived(string imageUri) => new(
        ErrorKind.ImageNotReadable,
        $"Lambda cannot run '{imageUri}': Amazon ECR has archived it.",
        "Restore it with 'aws ecr update-image-storage-class --target-storage-class STANDARD', or publish it again, then run the command again.",
        imageUri);

    public static LambdaImageException ImageNotFound(string image, string text) => new(
        ErrorKind.ImageNotFound,
        $"Image {image} is not in Amazon ECR: {Sentence(text)}",
        "Check the repository, the tag or digest, -Region and the account, or publish it with Publish-LambdaImage.",
        image);

    public static LambdaImageException ImageMediaType(string imageUri, string text) => new(
        ErrorKind.ImageNotReadable,
        $"Lambda refuses the format of '{imageUri}': {Sentence(text)}",
        "Publish it again with Publish-LambdaImage, which sends a single image with gzip layers, or build with '--provenance=false'.",
        imageUri);

    public static LambdaImageException ImageRefused(string imageUri, string text) => new(
        ErrorKind.ImageNotReadable,
        $"Lambda refuses '{imageUri}': {Sentence(text)}",
        "Check that the repository is in the function's Region and that the digest is right.",
        imageUri);

    public static LambdaImageException ImageAccessDenied(string function, string imageUri, string text) => new(
        ErrorKind.ImageNotReadable,
        $"Lambda may not read '{imageUri}' for function '{function}': {Sentence(text)}",
        $"Allow ecr:BatchGetImage and ecr:GetDownloadUrlForLayer to lambda.amazonaws.com in the repository's policy (and to the function's account, if it is another): {PolicyPage}",
        imageUri);

    public static LambdaImageException CrossAccountDenied(
        string imageUri, string owner, string account, string region, IReadOnlyList<string> missing) => new(
        ErrorKind.ImageNotReadable,
        $"Lambda may not read '{imageUri}' for functions of account {account}: the policy of the repository, which belongs to account {owner}, "
        + $"lacks {string.Join(" and ", missing)}.",
        $"Let account {owner} add to the repository's policy: {LambdaPullPolicy.Statements(region, account)}",
        imageUri);

    public static LambdaImageException ArchitectureMismatch(string imageUri, LambdaArchitecture image, LambdaArchitecture asked) => new(
        ErrorKind.ArchitectureMismatch,
        $"'{imageUri}' is built for {image.ApiName()}, but {asked.ApiName()} was asked for.",
        $"Leave -Architecture away, or build the image for {asked.ApiName()} (-Architecture {asked.ApiName()} when building).",
        imageUri);

    public static LambdaImageException FunctionNameInvalid(string name) => new(
        ErrorKind.RequestInvalid,
        $"'{name}' is no function name: letters, digits, - and _ (at most 64), an ARN, or account:function:name.",
        "Correct -FunctionName.",
        name);

    public static LambdaImageException FunctionQualified(string name, string qualifier) => new(
        ErrorKind.RequestInvalid,
        $"'{name}' names version or alias '{qualifier}', and those cannot be given another image.",
        "Leave the qualifier away; -PublishVersion makes a new version of the function afterwards.",
        name);

    public static LambdaImageException FunctionTwice(string name) => new(
        ErrorKind.RequestInvalid,
        $"Function '{name}' is named twice in one run.",
        "Name each function once.",
        name);

    public static LambdaImageException RegionContradicts(string arn, string region) => new(
        ErrorKind.RequestInvalid,
        $"Region {region} was asked for, but '{arn}' names another one.",
        "Leave -Region away: the ARN says it.",
        arn);

    public static LambdaImageException SettingInvalid(string setting, string rule, string function) => new(
        ErrorKind.RequestInvalid,
        $"The {setting} given for function '{function}' cannot be right: {Sentence(rule)}",
        $"Correct the {setting}.",
        function);

    public static LambdaImageException FunctionNotFound(string function, string region) => new(
        ErrorKind.FunctionNotFound,
        $"There is no function '{function}' in {region}, and without a role it cannot be created.",
        $"Give -Role with an execution role to create it (or -CreateRole to have one made), or check -FunctionName, -Region and -ProfileName.",
        function);

    public static LambdaImageException RoleNotFound(string role, string function) => new(
        ErrorKind.RoleNotFound,
        $"There is no IAM role '{role}' for function '{function}' to run as.",
        "Check the name, or give -CreateRole to have it created with the least that the function needs.",
        role);

    public static LambdaImageException RoleUnseen(string role, string policy, string text) => new(
        ErrorKind.RoleNotFound,
        $"Tried to give role '{role}' the policy {policy}: IAM knows one of them not: {Sentence(text)}",
        $"Look whether somebody deleted the role (aws iam get-role --role-name {role}), and run the command again.",
        role);

    public static LambdaImageException EnvironmentHidden(string function, string text) => new(
        ErrorKind.AccessDenied,
        $"The environment variables of function '{function}' cannot be read, so that none can be added or taken away: {Sentence(text)}",
        "Allow kms:Decrypt with the function's KMS key, or give all variables (without -EnvironmentMode Merge): they replace those that cannot be read.",
        function);

    public static LambdaImageException FunctionUnknown(string function, string region) => new(
        ErrorKind.FunctionNotFound,
        $"There is no function '{function}' in {region}.",
        "Check -FunctionName, -Region and -ProfileName; wildcards find functions by a part of their name.",
        function);

    public static LambdaImageException NotAnImageFunction(string function) => new(
        ErrorKind.FunctionIsZip,
        $"Function '{function}' is deployed from a .zip archive: it runs no image.",
        "Leave it out; wildcards find functions made from images only.",
        function);

    /// <summary>The same failure, told of the function by the name that it was asked for, whatever call failed.</summary>
    public static LambdaImageException About(string function, LambdaImageException failure) =>
        new(failure.Kind, failure.Message, failure.Remedy, function, failure.Location, failure.InnerException);

    public static LambdaImageException FunctionGone(string function) => new(
        ErrorKind.FunctionNotFound,
        $"Function '{function}' was deleted while it was being updated.",
        "Run the command again with -Role to create it anew.",
        function);

    public static LambdaImageException FunctionExists(string function) => new(
        ErrorKind.FunctionBusy,
        $"Tried to create function '{function}', but somebody else has just created it.",
        "Run the command again: it will then be updated.",
        function);

    public static LambdaImageException FunctionIsZip(string function, string? stack) => new(
        ErrorKind.FunctionIsZip,
        $"Function '{function}' is deployed from a .zip archive, and Lambda never changes the package type of an existing function.",
        (stack is null ? "" : $"It belongs to CloudFormation stack '{stack}': set PackageType to Image there, which replaces the function. Otherwise: ")
        + $"Create a second function under another name (-FunctionName {function}-image -Role …) and move triggers and permissions to it, "
        + $"or delete this one first ('aws lambda delete-function --function-name {function}'; its versions, aliases, URL and permissions go too) and run the command again with -Role.",
        function);

    public static LambdaImageException FunctionBusy(string function, TimeSpan waited, string state) => new(
        ErrorKind.FunctionBusy,
        $"Tried to change function '{function}', but another change of it is still in progress after {Seconds(waited)}: {Sentence(state)}",
        "Wait for the other deployment to end, then run the command again; -WaitTimeoutSeconds waits longer.",
        function);

    public static LambdaImageException FunctionChangedMeanwhile(string function) => new(
        ErrorKind.FunctionBusy,
        $"Function '{function}' was changed by somebody else while it was being updated; their change was not overwritten.",
        "Run the command again: it starts from the function as it is now.",
        function);

    public static LambdaImageException RoleNotReady(string function, string? role, TimeSpan waited, string text)
    {
        var named = role is null ? "" : " " + role;
        var (problem, remedy) = text switch
        {
            _ when text.Contains("assumed", StringComparison.OrdinalIgnoreCase) => ($"Lambda still cannot assume the role of function '{function}'",
                $"Let the role{named} trust Lambda: allow sts:AssumeRole to the service lambda.amazonaws.com in its trust policy, then run the command again."),
            _ when text.Contains("KMS", StringComparison.OrdinalIgnoreCase) => ($"Lambda still cannot use the KMS key for the role of function '{function}'",
                $"See that the role{named} exists and that the key's policy lets grants be made for it (kms:CreateGrant), then run the command again."),
            _ => ($"The role of function '{function}' still lacks permissions",
                $"Give the role{named} what Lambda names, in a VPC the policy AWSLambdaVPCAccessExecutionRole, then run the command again."),
        };
        return new(ErrorKind.FunctionFailed, $"{problem} after {Seconds(waited)}: {Sentence(text)}", remedy, function);
    }

    public static LambdaImageException FunctionTimeout(string function, TimeSpan waited, string state) => new(
        ErrorKind.FunctionTimeout,
        $"Lambda was still working on function '{function}' after {Seconds(waited)}; its last state was: {Sentence(state)}",
        $"It may well finish: see 'aws lambda get-function --function-name {function}'. Large images take longer: give -WaitTimeoutSeconds.",
        function);

    public static LambdaImageException FunctionFailed(string function, bool created, string cause, string code, string reason, string remedy) => new(
        ErrorKind.FunctionFailed,
        $"Lambda could not {(created ? "create" : "update")} function '{function}': {Sentence(cause)} It says {code}: {Sentence(reason)}",
        remedy + (created
            ? $" Then delete the broken function ('aws lambda delete-function --function-name {function}') and run the command again."
            : " The function keeps running what it ran before."),
        function);

    /// <summary>The same failure, with where things stand now that it was answered.</summary>
    public static LambdaImageException Answered(LambdaImageException failure, string standing) => new(
        failure.Kind, $"{failure.Message}{(failure.Message.Contains('\n') ? "\n" : " ")}{standing}", failure.Remedy, failure.Target, failure.Location, failure);

    private static string Seconds(TimeSpan time) => $"{(long)time.TotalSeconds} s";

    private static string Sentence(string text)
    {
        var plain = text.Trim();
        return plain.Length == 0 ? "no reason was given." : plain[^1] is '.' or '!' or '?' or '…' ? plain : plain + ".";
    }
}
