namespace Tax

open Amazon.Lambda.Core
open Amazon.Lambda.Serialization.SystemTextJson

[<assembly: LambdaSerializer(typeof<DefaultLambdaJsonSerializer>)>]
do ()

type Function() =
    member _.FunctionHandler (amount: decimal) (_: ILambdaContext) = amount * 1.2m
