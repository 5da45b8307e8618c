/// Private: AppleNeuralEngine.framework. What this machine's Neural Engine is. Never linked; every
/// class method is looked for before it is called.
///
/// Believed because of the class dump of iOS 18 (qingralf/iOS18-Runtime-Headers) and decompiled iOS
/// 26.1 (EthanArbuckle/iPhone18-3_26.1_23B85_Restore), where numANECores is a table by architecture
/// (so it can be wrong on a newer chip) and aneArchitectureType is nil in a virtual machine.
///
/// Ownership: returned strings are borrowed or autoreleased.
#import <Foundation/Foundation.h>

@interface _ANEDeviceInfo : NSObject

+ (BOOL)hasANE;
+ (BOOL)isVirtualMachine;
+ (unsigned int)numANECores;
+ (NSString *)aneArchitectureType;

@end
